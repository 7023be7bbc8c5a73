from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issues", "0015_speed")]
    operations: list = []
