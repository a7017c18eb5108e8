"""A form as one HTML page: the plan of its questions as data, and a script that decides by it.

The data is compiled here, sentences included; the script holds no rule and no sentence of its own.
"""
