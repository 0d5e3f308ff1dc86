"""Roles (角色): what a person is here for a division, and how it is called."""

from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What an account is for one division; it may hold several, each for a division of its own."""

    ADMINISTRATOR = "administrator"
    CHIEF = "chief"
    CLERK = "clerk"
    CITY = "city"
    COUNTY = "county"
    AUDITOR = "auditor"
    SHOW = "show"


NAMES = MappingProxyType(
    {
        Role.ADMINISTRATOR: "系统管理员",
        Role.CHIEF: "省级主管",
        Role.CLERK: "省级经办",
        Role.CITY: "市级",
        Role.COUNTY: "县级",
        Role.AUDITOR: "审计",
        Role.SHOW: "会议放映",
    }
)
"""What people call each role."""
LEVELS = MappingProxyType(
    {
        Role.ADMINISTRATOR: "省",
        Role.CHIEF: "省",
        Role.CLERK: "省",
        Role.CITY: "市",
        Role.COUNTY: "县",
        Role.AUDITOR: "省",
    }
)
"""The level of the divisions that a role is given for; a show is of one meeting, and given by a link."""
