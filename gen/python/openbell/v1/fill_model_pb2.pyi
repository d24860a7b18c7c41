import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MarketFill(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MARKET_FILL_UNSPECIFIED: _ClassVar[MarketFill]
    MARKET_FILL_NEXT_OPEN: _ClassVar[MarketFill]
    MARKET_FILL_SAME_CLOSE: _ClassVar[MarketFill]

class LimitFill(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIMIT_FILL_UNSPECIFIED: _ClassVar[LimitFill]
    LIMIT_FILL_PENETRATION: _ClassVar[LimitFill]
    LIMIT_FILL_TOUCH: _ClassVar[LimitFill]

class StopFill(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STOP_FILL_UNSPECIFIED: _ClassVar[StopFill]
    STOP_FILL_GAP_OPEN: _ClassVar[StopFill]
    STOP_FILL_TRIGGER: _ClassVar[StopFill]

class IntrabarPath(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INTRABAR_PATH_UNSPECIFIED: _ClassVar[IntrabarPath]
    INTRABAR_PATH_PESSIMISTIC: _ClassVar[IntrabarPath]
    INTRABAR_PATH_OPTIMISTIC: _ClassVar[IntrabarPath]
    INTRABAR_PATH_HIGH_FIRST: _ClassVar[IntrabarPath]
    INTRABAR_PATH_LOW_FIRST: _ClassVar[IntrabarPath]
    INTRABAR_PATH_NEARER_FIRST: _ClassVar[IntrabarPath]

class EndOfData(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    END_OF_DATA_UNSPECIFIED: _ClassVar[EndOfData]
    END_OF_DATA_KEEP: _ClassVar[EndOfData]
    END_OF_DATA_CLOSE: _ClassVar[EndOfData]

class AccountType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_TYPE_UNSPECIFIED: _ClassVar[AccountType]
    ACCOUNT_TYPE_CASH: _ClassVar[AccountType]
    ACCOUNT_TYPE_MARGIN: _ClassVar[AccountType]
MARKET_FILL_UNSPECIFIED: MarketFill
MARKET_FILL_NEXT_OPEN: MarketFill
MARKET_FILL_SAME_CLOSE: MarketFill
LIMIT_FILL_UNSPECIFIED: LimitFill
LIMIT_FILL_PENETRATION: LimitFill
LIMIT_FILL_TOUCH: LimitFill
STOP_FILL_UNSPECIFIED: StopFill
STOP_FILL_GAP_OPEN: StopFill
STOP_FILL_TRIGGER: StopFill
INTRABAR_PATH_UNSPECIFIED: IntrabarPath
INTRABAR_PATH_PESSIMISTIC: IntrabarPath
INTRABAR_PATH_OPTIMISTIC: IntrabarPath
INTRABAR_PATH_HIGH_FIRST: IntrabarPath
INTRABAR_PATH_LOW_FIRST: IntrabarPath
INTRABAR_PATH_NEARER_FIRST: IntrabarPath
END_OF_DATA_UNSPECIFIED: EndOfData
END_OF_DATA_KEEP: EndOfData
END_OF_DATA_CLOSE: EndOfData
ACCOUNT_TYPE_UNSPECIFIED: AccountType
ACCOUNT_TYPE_CASH: AccountType
ACCOUNT_TYPE_MARGIN: AccountType

class FillModel(_message.Message):
    __slots__ = ("profile", "version", "market_fill", "limit_fill", "stop_fill", "intrabar_path", "volume_cap", "slippage", "commission", "latency", "end_of_data")
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    MARKET_FILL_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FILL_FIELD_NUMBER: _ClassVar[int]
    STOP_FILL_FIELD_NUMBER: _ClassVar[int]
    INTRABAR_PATH_FIELD_NUMBER: _ClassVar[int]
    VOLUME_CAP_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_FIELD_NUMBER: _ClassVar[int]
    LATENCY_FIELD_NUMBER: _ClassVar[int]
    END_OF_DATA_FIELD_NUMBER: _ClassVar[int]
    profile: str
    version: str
    market_fill: MarketFill
    limit_fill: LimitFill
    stop_fill: StopFill
    intrabar_path: IntrabarPath
    volume_cap: str
    slippage: Slippage
    commission: Commission
    latency: _duration_pb2.Duration
    end_of_data: EndOfData
    def __init__(self, profile: _Optional[str] = ..., version: _Optional[str] = ..., market_fill: _Optional[_Union[MarketFill, str]] = ..., limit_fill: _Optional[_Union[LimitFill, str]] = ..., stop_fill: _Optional[_Union[StopFill, str]] = ..., intrabar_path: _Optional[_Union[IntrabarPath, str]] = ..., volume_cap: _Optional[str] = ..., slippage: _Optional[_Union[Slippage, _Mapping]] = ..., commission: _Optional[_Union[Commission, _Mapping]] = ..., latency: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_of_data: _Optional[_Union[EndOfData, str]] = ...) -> None: ...

class Slippage(_message.Message):
    __slots__ = ("none", "fixed", "spread", "volume_share")
    NONE_FIELD_NUMBER: _ClassVar[int]
    FIXED_FIELD_NUMBER: _ClassVar[int]
    SPREAD_FIELD_NUMBER: _ClassVar[int]
    VOLUME_SHARE_FIELD_NUMBER: _ClassVar[int]
    none: bool
    fixed: str
    spread: str
    volume_share: VolumeShareSlippage
    def __init__(self, none: bool = ..., fixed: _Optional[str] = ..., spread: _Optional[str] = ..., volume_share: _Optional[_Union[VolumeShareSlippage, _Mapping]] = ...) -> None: ...

class VolumeShareSlippage(_message.Message):
    __slots__ = ("limit", "impact")
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    limit: str
    impact: str
    def __init__(self, limit: _Optional[str] = ..., impact: _Optional[str] = ...) -> None: ...

class Commission(_message.Message):
    __slots__ = ("none", "per_unit", "percent", "fixed_plus_percent", "per_contract")
    NONE_FIELD_NUMBER: _ClassVar[int]
    PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    FIXED_PLUS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    PER_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    none: bool
    per_unit: PerUnitCommission
    percent: str
    fixed_plus_percent: FixedPlusPercentCommission
    per_contract: str
    def __init__(self, none: bool = ..., per_unit: _Optional[_Union[PerUnitCommission, _Mapping]] = ..., percent: _Optional[str] = ..., fixed_plus_percent: _Optional[_Union[FixedPlusPercentCommission, _Mapping]] = ..., per_contract: _Optional[str] = ...) -> None: ...

class PerUnitCommission(_message.Message):
    __slots__ = ("amount", "minimum", "maximum_share")
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_SHARE_FIELD_NUMBER: _ClassVar[int]
    amount: str
    minimum: str
    maximum_share: str
    def __init__(self, amount: _Optional[str] = ..., minimum: _Optional[str] = ..., maximum_share: _Optional[str] = ...) -> None: ...

class FixedPlusPercentCommission(_message.Message):
    __slots__ = ("fixed", "percent")
    FIXED_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    fixed: str
    percent: str
    def __init__(self, fixed: _Optional[str] = ..., percent: _Optional[str] = ...) -> None: ...

class AccountModel(_message.Message):
    __slots__ = ("type", "initial_margin", "maintenance_margin")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_MARGIN_FIELD_NUMBER: _ClassVar[int]
    MAINTENANCE_MARGIN_FIELD_NUMBER: _ClassVar[int]
    type: AccountType
    initial_margin: str
    maintenance_margin: str
    def __init__(self, type: _Optional[_Union[AccountType, str]] = ..., initial_margin: _Optional[str] = ..., maintenance_margin: _Optional[str] = ...) -> None: ...
