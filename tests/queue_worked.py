"""What stands in the queue is done, as the worker does it."""

from chalkface.jobs.worker import Worker


def work() -> None:
    """Do every task that stands in the queue; in this process, whose connection a worker of its own would close."""
    worker = Worker()
    while worker.one():
        pass
