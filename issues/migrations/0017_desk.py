from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issues", "0016_intake")]
    operations: list = []
