"""Before any test loads torch: threads that wait must not spin, or a busy machine crawls."""

from engine.threads import wait_without_spinning

wait_without_spinning()
