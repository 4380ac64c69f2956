from django.urls import path

from partners.joining import views

urlpatterns = [
    path("meedoen/", views.join, name="join"),
    path("meedoen/gevraagd/", views.asked, name="join_asked"),
    path("meedoen/bevestigen/<str:signed>/", views.confirm, name="confirm_join"),
    path("meedoen/antwoord/<str:signed>/", views.answer, name="answer_join"),
]
