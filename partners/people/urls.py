from django.urls import path

from partners.people.views import invitation

urlpatterns = [path("uitnodiging/<str:secret>/", invitation, name="invitation")]
