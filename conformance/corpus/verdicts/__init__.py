"""A relying party in Python that judges a corpus: by `cryptography`, pyHanko and signxml, with none of our code.

Each function gives None, or in words why it refuses.
"""
