from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issues", "0014_follows")]
    operations: list = []
