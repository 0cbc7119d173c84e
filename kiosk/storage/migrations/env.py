"""What alembic runs around the steps: they share the transaction of whoever called ``migrate``."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
