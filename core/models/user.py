from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the project's own, so that a field can be added without replacing the table."""
