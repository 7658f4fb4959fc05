from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0009_sharing"),
    ]

    operations = [
        migrations.AddField(
            model_name="objective",
            name="other_explanations",
            field=models.TextField(blank=True, default=""),
        ),
    ]
