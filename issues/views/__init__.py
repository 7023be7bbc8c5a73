"""The pages of issues and joint actions, one module per kind of reader."""
