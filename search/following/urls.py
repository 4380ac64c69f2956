from django.urls import path

from search.following import services, views

urlpatterns = [
    path("volgen/", views.follow, name="follow"),
    path("volgen/gevraagd/", views.asked, name="follow_asked"),
    path("volgen/bevestigen/<str:signed>/", views.confirm, name=services.CONFIRM),
    path("volgen/stoppen/<str:signed>/", views.stop, name=services.STOP),
]
