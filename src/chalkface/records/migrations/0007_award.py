from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0006_sealed_groups"),
    ]

    operations = []
