"""The form for a vendor as one HTML page: its questions as data, and the script that takes answers.

It is compiled from the content of a form, so that it holds what a vendor may see and nothing else.
"""
