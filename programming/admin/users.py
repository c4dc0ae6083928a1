from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from programming.admin.site import house_site

admin.register(User, site=house_site)(UserAdmin)
admin.register(Group, site=house_site)(GroupAdmin)
