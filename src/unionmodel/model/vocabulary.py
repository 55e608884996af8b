"""The closed lists of the data dictionary: each value with its code, its Chinese and its English label."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from unionmodel.language import Text


class Vocabulary(str, Enum):
    """A value of a closed list: a ``str`` equal to its code, with the labels `zh` and `en`.

    >>> UnionKind("joint_union").zh
    '联合基层工会'
    """

    zh: str

    def __new__(cls, code: str, zh: str) -> Vocabulary:
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        return member

    @classmethod
    def of(cls, code: str) -> Vocabulary:
        """Return the value with this code."""
        return cls._value2member_map_[code]  # type: ignore[return-value]

    @property
    def en(self) -> str:
        """The English label: the code in words."""
        return str(self.value).replace("_", " ")

    @property
    def text(self) -> Text:
        """The labels in both languages."""
        return Text(zh=self.zh, en=self.en)

    def __str__(self) -> str:
        return str(self.value)


class PlaceLevel(Vocabulary):
    """How high a place ranks."""

    NATION = "nation", "全国"
    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "市州"
    COUNTY = "county", "县区"
    TOWNSHIP = "township", "乡镇街道"
    COMMUNITY = "community", "社区村"
    PARK = "park", "园区"
    BUILDING = "building", "楼宇"
    BUSINESS_DISTRICT = "business_district", "商圈"


class ParkRank(Vocabulary):
    """The rank of a logistics park."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    OTHER = "other", "其他"


class UnionKind(Vocabulary):
    """What a union is: a leading body, a federation or a basic-level union."""

    GENERAL_FEDERATION = "general_federation", "总工会"
    INDUSTRIAL_UNION = "industrial_union", "产业工会"
    WORK_COMMITTEE = "work_committee", "工会工作委员会"
    TOWNSHIP_UNION = "township_union", "乡镇街道工会"
    COMMUNITY_UNION = "community_union", "社区村工会"
    INDUSTRY_FEDERATION = "industry_federation", "行业工会联合会"
    REGIONAL_FEDERATION = "regional_federation", "区域工会联合会"
    INDUSTRY_UNION = "industry_union", "行业工会"
    JOINT_UNION = "joint_union", "联合基层工会"
    BASIC_UNION = "basic_union", "单独基层工会"


class Industry(Vocabulary):
    """An industry of the campaign."""

    ROAD_FREIGHT = "road_freight", "道路货运"
    RIDE_HAILING = "ride_hailing", "网约车"
    EXPRESS_DELIVERY = "express_delivery", "快递"
    FOOD_DELIVERY = "food_delivery", "外卖配送"
    OTHER = "other", "其他"


class Group(Vocabulary):
    """A group of workers."""

    TRUCK_DRIVER = "truck_driver", "货车司机"
    RIDE_HAILING_DRIVER = "ride_hailing_driver", "网约车司机"
    COURIER = "courier", "快递员"
    FOOD_DELIVERY_RIDER = "food_delivery_rider", "外卖配送员"
    OTHER = "other", "其他"


#: Which group works in which industry. `other` has no counterpart.
GROUP_OF_INDUSTRY: dict[str, str] = {
    "road_freight": "truck_driver",
    "ride_hailing": "ride_hailing_driver",
    "express_delivery": "courier",
    "food_delivery": "food_delivery_rider",
}


class FoundingMode(Vocabulary):
    """How a union is founded: by the firm alone, led by the leading firm, driven by the industry."""

    SINGLE = "single", "单独建"
    LEAD = "lead", "牵头建"
    INDUSTRY_DRIVEN = "industry_driven", "推动建"


class Body(Vocabulary):
    """Who runs a union: a committee, an organiser or a chair alone."""

    COMMITTEE = "committee", "委员会"
    ORGANISER = "organiser", "组织员"
    CHAIR = "chair", "主席"


class UnionStatus(Vocabulary):
    """Where a union is in its life."""

    PROPOSED = "proposed", "拟建"
    PREPARING = "preparing", "筹备"
    ACTIVE = "active", "正常"
    DISSOLVED = "dissolved", "撤销"


class SideBody(Vocabulary):
    """A women workers' or audit body of a union."""

    COMMITTEE = "committee", "委员会"
    MEMBER = "member", "委员"
    NONE = "none", "无"


class EmployerRole(Vocabulary):
    """What an employer is in the platform economy."""

    PLATFORM_HEADQUARTERS = "platform_headquarters", "平台企业总部"
    PLATFORM_BRANCH = "platform_branch", "平台头部企业分支机构"
    FREIGHT_AFFILIATE = "freight_affiliate", "货运挂靠企业"
    COURIER_FRANCHISEE = "courier_franchisee", "快递加盟企业"
    DELIVERY_AGENT = "delivery_agent", "外卖送餐代理商"
    LABOUR_DISPATCHER = "labour_dispatcher", "劳务派遣公司"
    OTHER = "other", "其他"


class EmployerNature(Vocabulary):
    """The legal nature of an employer."""

    ENTERPRISE = "enterprise", "企业"
    INSTITUTION = "institution", "事业单位"
    GOVERNMENT = "government", "机关"
    SOCIAL_ORGANISATION = "social_organisation", "社会组织"


class CountSource(Vocabulary):
    """Who counted."""

    SURVEY = "survey", "摸底"
    GOVERNMENT = "government", "政府部门"
    ASSOCIATION = "association", "行业协会"
    PLATFORM = "platform", "平台企业"


class FundingSource(Vocabulary):
    """Where work funds come from."""

    FIXED_SUBSIDY = "fixed_subsidy", "定额补助"
    SPECIAL_SUBSIDY = "special_subsidy", "专项补助"
    FISCAL = "fiscal", "财政"
    OWN = "own", "自有"
    OTHER = "other", "其他"


class FundingPurpose(Vocabulary):
    """What funds are for; only `work` counts towards the floor."""

    WORK = "work", "工作经费"
    OTHER = "other", "其他"


class ActivityKind(Vocabulary):
    """What a union did."""

    TRAINING = "training", "培训"
    REPRESENTATIVE_MEETING = "representative_meeting", "会员代表会议"
    COLLECTIVE_ACTIVITY = "collective_activity", "集体活动"
    ASSESSMENT = "assessment", "考核"
    CONGRESS = "congress", "会员(代表)大会"
    JOINT_VISIT = "joint_visit", "结对帮扶"


class OfficerRole(Vocabulary):
    """An office in a union."""

    CHAIR = "chair", "主席"
    VICE_CHAIR = "vice_chair", "副主席"
    COMMITTEE_MEMBER = "committee_member", "委员"
    AUDIT_HEAD = "audit_head", "经审主任"
    WOMEN_HEAD = "women_head", "女工主任"
    ORGANISER = "organiser", "组织员"


class Relation(Vocabulary):
    """How an officer stands to the management of the employer."""

    NONE = "none", "无"
    NEAR_RELATIVE = "near_relative", "近亲属"
    SENIOR_MANAGER = "senior_manager", "高管"
    HR_HEAD = "hr_head", "人力资源负责人"
    FOREIGN = "foreign", "外籍"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"


class Phase(Vocabulary):
    """A phase of the campaign."""

    MOBILISATION = "mobilisation", "组织动员"
    IMPLEMENTATION = "implementation", "推进实施"
    SUMMING_UP = "summing_up", "总结交流"


class ChannelKind(Vocabulary):
    """A way to join."""

    ONLINE = "online", "网上入会"
    MOBILE_WINDOW = "mobile_window", "流动窗口"
    WORKER_MEETING = "worker_meeting", "沟通会"
    PLATFORM = "platform", "平台"


class StationKind(Vocabulary):
    """A place of service."""

    DRIVERS_HOME = "drivers_home", "司机之家"
    UNION_STATION_HOME = "union_station_home", "会站家"
    REST_STOP = "rest_stop", "驿站"


class ServiceKind(Vocabulary):
    """A service to workers."""

    FOUR_GIFTS = "four_gifts", "四送"
    MUTUAL_AID = "mutual_aid", "互助保障"
    HEALTH_CHECK = "health_check", "健康体检"


class MemberStatus(Vocabulary):
    """Where a membership is in its life."""

    ACTIVE = "active", "正常"
    RETAINED = "retained", "保留"
    LEFT = "left", "退会"
    EXPELLED = "expelled", "除名"
    TRANSFERRED = "transferred", "转出"


class ChangeReason(Vocabulary):
    """Why a membership changed."""

    LABOUR_RELATION = "labour_relation", "劳动关系变化"
    LAID_OFF = "laid_off", "下岗"
    UNEMPLOYED = "unemployed", "失业"
    BANKRUPT = "bankrupt", "单位破产"
    OWN_REQUEST = "own_request", "本人申请"
    CRIME = "crime", "犯罪"


def codes(vocabulary: type[Vocabulary]) -> dict[str, int]:
    """Return the number that stands for each value of a closed list."""
    return {str(member.value): number for number, member in enumerate(vocabulary)}


def mask(values: Iterable[str], vocabulary: type[Vocabulary]) -> int:
    """Return a set of values of a closed list as a number: bit k stands for the k-th value."""
    numbers = codes(vocabulary)
    return sum(1 << numbers[value] for value in set(values))
