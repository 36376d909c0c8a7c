"""The ground: a real Odoo 19 and all it stands on, made inside this checkout.

Everything lies in the folder ``.ground/``; one module here makes one thing in it.
"""
