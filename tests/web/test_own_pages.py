"""The pages of students and parents: what each shows, what is written through them, once, and for nobody else."""

import re
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from chalkface.operations.own import ask_for_meeting, reflect, say_words
from chalkface.records.models import Intention, MeetingRequest, OwnWords, OwnWrite, Reflection
from chalkface.records.tenancy import across_schools
from tests.cast import DAY

OWN = ("start", "plan", "did", "hopes", "people", "ask", "evidence", "sharing", "leave")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


def at(page: str, **more) -> str:
    return reverse(f"my.{page}", kwargs={"school": "school-a", **more})


def come_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def student(school_a) -> Client:
    return come_in(school_a.accounts["student"])


@pytest.fixture
def parent(school_a) -> Client:
    return come_in(school_a.accounts["parent"])


def key_of(answer) -> str:
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]


@pytest.mark.django_db
@pytest.mark.parametrize("page", OWN)
def test_a_student_opens_each_of_their_pages(page, student):
    answer = student.get(at(page))
    assert answer.status_code == 200, page
    assert b"Sign out" in answer.content and answer["Cache-Control"] == "no-store"
