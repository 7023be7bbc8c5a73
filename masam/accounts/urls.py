"""/login/, /logout/, /password/ and /me/. The names of the first three are allauth's own."""

from django.urls import path, re_path

from masam.accounts import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="account_login"),
    path("logout/", views.Logout.as_view(), name="account_logout"),
    path("login/invitation/", views.NoSignup.as_view(), name="account_signup"),
    path("password/", views.PasswordReset.as_view(), name="account_reset_password"),
    path("password/sent/", views.PasswordResetDone.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.PasswordResetKey.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/set/",
        views.PasswordResetKeyDone.as_view(),
        name="account_reset_password_from_key_done",
    ),
]
