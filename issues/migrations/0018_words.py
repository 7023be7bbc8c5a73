from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issues", "0017_desk")]
    operations: list = []
