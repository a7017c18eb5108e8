"""The change between two assessments of a vendor: answers, evidence, decisions, verdict, score."""
