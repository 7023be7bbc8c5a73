#!/bin/sh
# Run once by the postgres image, on an empty volume: the three roles and the database.
# POSTGRES_USER is a superuser and bypasses every wall between groups, so nothing of ours uses it.
# The same roles as masam/embedded/postgres.py makes.
set -eu

# Passwords are read by psql itself, so that they stand in no command line.
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE masam_owner LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE masam_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'app_password';
CREATE ROLE masam_national NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
GRANT masam_national TO masam_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE masam OWNER masam_owner TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
SQL
