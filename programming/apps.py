from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_migrate
from django.utils import translation

from programming import language


class ProgrammingConfig(AppConfig):
    name = "programming"
    verbose_name = "Programming"

    def ready(self) -> None:
        from axes.signals import user_locked_out  # noqa: PLC0415  likewise

        from programming.actions.renditions import forget  # noqa: PLC0415  models are not there when this file is read
        from programming.models.prefetch import ask_for_keys_in_a_list  # noqa: PLC0415  likewise
        from programming.staff import door  # noqa: PLC0415  likewise

        language.speak_from(translation)
        ask_for_keys_in_a_list()
        post_migrate.connect(_make_roles, sender=self)
        post_migrate.connect(_watch, sender=self)
        user_logged_in.connect(door.on_log_in, dispatch_uid="door")
        user_logged_out.connect(door.on_log_out, dispatch_uid="door")
        user_login_failed.connect(door.on_failure, dispatch_uid="door")
        user_locked_out.connect(door.on_shut_out, dispatch_uid="door")
        post_delete.connect(forget, sender="programming.Still", dispatch_uid="renditions")


def _make_roles(using: str, apps: Any = None, **_how: Any) -> None:
    """After Django has made the permissions, which it does in the same way and was asked to first."""
    from programming.actions.roles import make_roles  # noqa: PLC0415  models are not there when this file is read

    is_whole = apps is None or {"auth", "programming"} <= set(apps.all_models)  # a migration may stop short of them
    if using == "default" and is_whole:
        make_roles()


def _watch(using: str, apps: Any = None, **_how: Any) -> None:
    from programming.actions.watch import watch  # noqa: PLC0415  models are not there when this file is read

    # On the way through old migrations tables are missing.
    if apps is None or "revision" in apps.all_models["programming"]:
        watch(using)
