import chalkface.records.sealed
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_culture'),
    ]

    operations = [
        migrations.CreateModel(
            name='Making',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.CharField(max_length=60)),
                ('ending', models.CharField(max_length=10)),
                ('options', models.JSONField(default=dict)),
                ('account_number', models.BigIntegerField(default=None, null=True)),
                ('asked_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(default=None, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('making', 'making'), ('ready', 'ready'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('sentence', models.CharField(blank=True, default='', max_length=300)),
                ('content', models.BinaryField(default=b'')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.school')),
            ],
            options={
                'db_table': 'making',
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['school', 'account_number', 'asked_at'], name='making_of_person')],
            },
        ),
        migrations.CreateModel(
            name='PublicPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leader_name', models.CharField(blank=True, default='', max_length=200)),
                ('leader_email', models.CharField(blank=True, default='', max_length=200)),
                ('leader_phone', models.CharField(blank=True, default='', max_length=60)),
                ('summary', models.TextField(blank=True, default='')),
                ('for_students', models.TextField(blank=True, default='')),
                ('for_parents', models.TextField(blank=True, default='')),
                ('for_staff', models.TextField(blank=True, default='')),
                ('for_employers', models.TextField(blank=True, default='')),
                ('how_measured', models.TextField(blank=True, default='')),
                ('review_on', models.DateField(blank=True, default=None, null=True)),
                ('requests', models.TextField(blank=True, default='')),
                ('grounds', models.TextField(blank=True, default='')),
                ('premises', models.TextField(blank=True, default='')),
                ('times', models.TextField(blank=True, default='')),
                ('rules_met', models.TextField(blank=True, default='')),
                ('entitlement', models.TextField(blank=True, default='')),
                ('past_providers', models.TextField(blank=True, default='')),
                ('complaints', models.TextField(blank=True, default='')),
                ('approved_by', models.CharField(blank=True, default='', max_length=200)),
                ('approved_on', models.DateField(blank=True, default=None, null=True)),
                ('statement_review_on', models.DateField(blank=True, default=None, null=True)),
                ('edition', models.IntegerField(default=0)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.school')),
            ],
            options={
                'db_table': 'public_page',
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('school',), name='public_page_once')],
            },
        ),
        migrations.CreateModel(
            name='PublishedSite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.SmallIntegerField()),
                ('published_on', models.DateField()),
                ('account_number', models.BigIntegerField(default=None, null=True)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('gaps', models.SmallIntegerField(default=0)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.school')),
            ],
            options={
                'db_table': 'published_site',
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('school', 'number'), name='published_site_once')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', chalkface.records.sealed.SealedColumn(blank=True, default='')),
                ('paper', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('account_number', models.BigIntegerField(default=None, null=True)),
                ('asked_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(default=None, null=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('waiting', 'waiting'), ('sending', 'sending'), ('sent', 'sent'), ('failed', 'failed')], default='draft', max_length=10)),
                ('recipients', models.SmallIntegerField()),
                ('reached', models.SmallIntegerField(default=0)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('open_until', models.DateField(blank=True, default=None, null=True)),
                ('cancelled_on', models.DateField(blank=True, default=None, null=True)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.school')),
            ],
            options={
                'db_table': 'sending',
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['school', 'asked_on'], name='sending_asked'), models.Index(fields=['digest'], name='sending_digest')],
            },
        ),
    ]
