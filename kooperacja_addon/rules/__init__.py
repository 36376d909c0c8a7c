"""The arithmetic of the model: plain Python that knows nothing of Odoo."""
