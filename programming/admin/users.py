from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from programming.admin.lock import Locked
from programming.admin.site import house_site


@admin.register(User, site=house_site)
class StaffAdmin(Locked, UserAdmin):
    readonly_fields = ("last_login", "date_joined")  # facts, and the first changes while somebody has the form open


@admin.register(Group, site=house_site)
class RoleAdmin(Locked, GroupAdmin):
    pass
