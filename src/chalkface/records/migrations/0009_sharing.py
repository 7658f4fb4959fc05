from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0008_culture"),
    ]

    operations = []
