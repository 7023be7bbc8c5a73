"""What the two lesser roles may do with the owner's tables, present and future.

The roles themselves are made by the launcher, or by docker/ in production: making roles needs
more rights than the owner should have.
"""

from django.db import migrations

GRANT = """
GRANT USAGE ON SCHEMA public TO masam_app, masam_national;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO masam_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO masam_app;
ALTER DEFAULT PRIVILEGES FOR ROLE masam_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO masam_app;
ALTER DEFAULT PRIVILEGES FOR ROLE masam_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO masam_app;
"""

REVOKE = """
ALTER DEFAULT PRIVILEGES FOR ROLE masam_owner IN SCHEMA public
    REVOKE ALL ON TABLES FROM masam_app;
ALTER DEFAULT PRIVILEGES FOR ROLE masam_owner IN SCHEMA public
    REVOKE ALL ON SEQUENCES FROM masam_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(GRANT, REVOKE)]
