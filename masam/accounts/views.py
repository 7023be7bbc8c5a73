"""Signing in and out, and a person's own page. allauth does the checks; the pages are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from allauth.account import views as allauth_views
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.urls import reverse

from masam.accounts.actions import edit_profile
from masam.accounts.forms import ProfileForm
from masam.accounts.models import User
from masam.accounts.signals import Place, places_wanted
from masam.wire.pages import FormPage, Page, SeeOther

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class _Unprocessable:
    """A bad POST answers 422 instead of allauth's 200, a good one 303."""

    public = True

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return _see_other(response)


class Login(_Unprocessable, allauth_views.LoginView):
    """`/login/`: e-mail and password, with allauth's limits on tries."""

    template_name = "accounts/login.html"


class Logout(_Unprocessable, allauth_views.LogoutView):
    """`/logout/`: asks on GET, signs out on POST."""

    template_name = "accounts/logout.html"


class PasswordReset(_Unprocessable, allauth_views.PasswordResetView):
    """Asks for the address a new password is to be set for. Never says whether it is known."""

    template_name = "accounts/password_reset.html"


class PasswordResetDone(allauth_views.PasswordResetDoneView):
    """Says what happens next."""

    public = True
    template_name = "accounts/password_reset_done.html"


class PasswordResetKey(_Unprocessable, allauth_views.PasswordResetFromKeyView):
    """Sets a new password from the link in the mail."""

    template_name = "accounts/password_reset_key.html"


class PasswordResetKeyDone(allauth_views.PasswordResetFromKeyDoneView):
    """Says that the password is set."""

    public = True
    template_name = "accounts/password_reset_key_done.html"


class NoSignup(Page):
    """Says how one gets an account: by invitation of a group."""

    public = True
    template_name = "accounts/no_signup.html"


class SignedIn:
    """Lets in everybody who is signed in; others are sent to sign in and come back."""

    permission: ClassVar[str] = "signed in"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Profile(SignedIn, FormPage):
    """`/me/`: my name, my language, where I belong."""

    template_name = "accounts/profile.html"
    form_class = ProfileForm
    cache = "private"

    def context(self) -> dict[str, Any]:
        answers = places_wanted.send(sender=User, user=self.request.user)
        places = [place for _receiver, found in answers for place in cast("list[Place]", found)]
        return {"places": places, "is_saved": "saved" in self.request.GET}

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.request.user}

    def act(self, form: Any) -> Any:
        user = cast("User", self.request.user)
        return edit_profile(user, actor=user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("accounts:profile") + "?saved=1"


def _see_other(response: HttpResponseBase) -> HttpResponseBase:
    return SeeOther(response["Location"]) if response.status_code == 302 else response
