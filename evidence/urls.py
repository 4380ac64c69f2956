from django.urls import path

from evidence.views import evidence

urlpatterns = [
    path("bewijs/", evidence, name="evidence"),
]
