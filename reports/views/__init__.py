"""The pages of figures and reports, one module for each kind of reader."""
