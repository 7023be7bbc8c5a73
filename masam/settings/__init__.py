"""Settings: `base` for all, `dev` (demo and development), `test`, `prod`."""
