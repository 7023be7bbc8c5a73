"""Django's PostgreSQL backend plus one thing: the scope travels with every statement."""
