import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Side(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SIDE_UNSPECIFIED: _ClassVar[Side]
    SIDE_BUY: _ClassVar[Side]
    SIDE_SELL: _ClassVar[Side]

class OrderType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_TYPE_UNSPECIFIED: _ClassVar[OrderType]
    ORDER_TYPE_MARKET: _ClassVar[OrderType]
    ORDER_TYPE_LIMIT: _ClassVar[OrderType]
    ORDER_TYPE_STOP: _ClassVar[OrderType]
    ORDER_TYPE_STOP_LIMIT: _ClassVar[OrderType]
    ORDER_TYPE_TRAILING_STOP: _ClassVar[OrderType]

class TimeInForce(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIME_IN_FORCE_UNSPECIFIED: _ClassVar[TimeInForce]
    TIME_IN_FORCE_DAY: _ClassVar[TimeInForce]
    TIME_IN_FORCE_GTC: _ClassVar[TimeInForce]
    TIME_IN_FORCE_GTD: _ClassVar[TimeInForce]
    TIME_IN_FORCE_IOC: _ClassVar[TimeInForce]
    TIME_IN_FORCE_FOK: _ClassVar[TimeInForce]

class OrderState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATE_UNSPECIFIED: _ClassVar[OrderState]
    ORDER_STATE_PENDING_NEW: _ClassVar[OrderState]
    ORDER_STATE_HELD: _ClassVar[OrderState]
    ORDER_STATE_NEW: _ClassVar[OrderState]
    ORDER_STATE_PARTIALLY_FILLED: _ClassVar[OrderState]
    ORDER_STATE_PENDING_REPLACE: _ClassVar[OrderState]
    ORDER_STATE_PENDING_CANCEL: _ClassVar[OrderState]
    ORDER_STATE_FILLED: _ClassVar[OrderState]
    ORDER_STATE_CANCELED: _ClassVar[OrderState]
    ORDER_STATE_EXPIRED: _ClassVar[OrderState]
    ORDER_STATE_REJECTED: _ClassVar[OrderState]

class OrderStateReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATE_REASON_UNSPECIFIED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_REQUESTED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_FILL: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_TRIGGERED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_ARRIVED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_PARENT_FILLED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_PARENT_ENDED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_OCO: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_TIME_IN_FORCE: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_NOT_FILLED_AT_ONCE: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_POST_ONLY: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_REDUCE_ONLY: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_INSUFFICIENT_BUYING_POWER: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_SESSION_ENDED: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_MARGIN_CALL: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_RISK_LIMIT: _ClassVar[OrderStateReason]
    ORDER_STATE_REASON_SPLIT: _ClassVar[OrderStateReason]

class Liquidity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIQUIDITY_UNSPECIFIED: _ClassVar[Liquidity]
    LIQUIDITY_MAKER: _ClassVar[Liquidity]
    LIQUIDITY_TAKER: _ClassVar[Liquidity]

class FillReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FILL_REASON_UNSPECIFIED: _ClassVar[FillReason]
    FILL_REASON_NEXT_OPEN: _ClassVar[FillReason]
    FILL_REASON_SAME_CLOSE: _ClassVar[FillReason]
    FILL_REASON_GAP_OPEN: _ClassVar[FillReason]
    FILL_REASON_STOP_TRIGGER: _ClassVar[FillReason]
    FILL_REASON_LIMIT_TOUCH: _ClassVar[FillReason]
    FILL_REASON_LIMIT_PENETRATION: _ClassVar[FillReason]
    FILL_REASON_LIMIT_IMPROVED: _ClassVar[FillReason]
    FILL_REASON_QUOTE: _ClassVar[FillReason]
    FILL_REASON_TRADE: _ClassVar[FillReason]
    FILL_REASON_END_OF_DATA: _ClassVar[FillReason]
    FILL_REASON_MARGIN_CALL: _ClassVar[FillReason]
    FILL_REASON_LATER_OPEN: _ClassVar[FillReason]
SIDE_UNSPECIFIED: Side
SIDE_BUY: Side
SIDE_SELL: Side
ORDER_TYPE_UNSPECIFIED: OrderType
ORDER_TYPE_MARKET: OrderType
ORDER_TYPE_LIMIT: OrderType
ORDER_TYPE_STOP: OrderType
ORDER_TYPE_STOP_LIMIT: OrderType
ORDER_TYPE_TRAILING_STOP: OrderType
TIME_IN_FORCE_UNSPECIFIED: TimeInForce
TIME_IN_FORCE_DAY: TimeInForce
TIME_IN_FORCE_GTC: TimeInForce
TIME_IN_FORCE_GTD: TimeInForce
TIME_IN_FORCE_IOC: TimeInForce
TIME_IN_FORCE_FOK: TimeInForce
ORDER_STATE_UNSPECIFIED: OrderState
ORDER_STATE_PENDING_NEW: OrderState
ORDER_STATE_HELD: OrderState
ORDER_STATE_NEW: OrderState
ORDER_STATE_PARTIALLY_FILLED: OrderState
ORDER_STATE_PENDING_REPLACE: OrderState
ORDER_STATE_PENDING_CANCEL: OrderState
ORDER_STATE_FILLED: OrderState
ORDER_STATE_CANCELED: OrderState
ORDER_STATE_EXPIRED: OrderState
ORDER_STATE_REJECTED: OrderState
ORDER_STATE_REASON_UNSPECIFIED: OrderStateReason
ORDER_STATE_REASON_REQUESTED: OrderStateReason
ORDER_STATE_REASON_FILL: OrderStateReason
ORDER_STATE_REASON_TRIGGERED: OrderStateReason
ORDER_STATE_REASON_ARRIVED: OrderStateReason
ORDER_STATE_REASON_PARENT_FILLED: OrderStateReason
ORDER_STATE_REASON_PARENT_ENDED: OrderStateReason
ORDER_STATE_REASON_OCO: OrderStateReason
ORDER_STATE_REASON_TIME_IN_FORCE: OrderStateReason
ORDER_STATE_REASON_NOT_FILLED_AT_ONCE: OrderStateReason
ORDER_STATE_REASON_POST_ONLY: OrderStateReason
ORDER_STATE_REASON_REDUCE_ONLY: OrderStateReason
ORDER_STATE_REASON_INSUFFICIENT_BUYING_POWER: OrderStateReason
ORDER_STATE_REASON_SESSION_ENDED: OrderStateReason
ORDER_STATE_REASON_MARGIN_CALL: OrderStateReason
ORDER_STATE_REASON_RISK_LIMIT: OrderStateReason
ORDER_STATE_REASON_SPLIT: OrderStateReason
LIQUIDITY_UNSPECIFIED: Liquidity
LIQUIDITY_MAKER: Liquidity
LIQUIDITY_TAKER: Liquidity
FILL_REASON_UNSPECIFIED: FillReason
FILL_REASON_NEXT_OPEN: FillReason
FILL_REASON_SAME_CLOSE: FillReason
FILL_REASON_GAP_OPEN: FillReason
FILL_REASON_STOP_TRIGGER: FillReason
FILL_REASON_LIMIT_TOUCH: FillReason
FILL_REASON_LIMIT_PENETRATION: FillReason
FILL_REASON_LIMIT_IMPROVED: FillReason
FILL_REASON_QUOTE: FillReason
FILL_REASON_TRADE: FillReason
FILL_REASON_END_OF_DATA: FillReason
FILL_REASON_MARGIN_CALL: FillReason
FILL_REASON_LATER_OPEN: FillReason

class OrderSpec(_message.Message):
    __slots__ = ("symbol", "side", "type", "quantity", "buying_power_fraction", "limit_price", "trigger_price", "trail_amount", "trail_fraction", "time_in_force", "expire_time", "post_only", "reduce_only", "parent_client_order_id", "oco_group", "tag")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    BUYING_POWER_FRACTION_FIELD_NUMBER: _ClassVar[int]
    LIMIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_PRICE_FIELD_NUMBER: _ClassVar[int]
    TRAIL_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    TRAIL_FRACTION_FIELD_NUMBER: _ClassVar[int]
    TIME_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    POST_ONLY_FIELD_NUMBER: _ClassVar[int]
    REDUCE_ONLY_FIELD_NUMBER: _ClassVar[int]
    PARENT_CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    OCO_GROUP_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    side: Side
    type: OrderType
    quantity: str
    buying_power_fraction: str
    limit_price: str
    trigger_price: str
    trail_amount: str
    trail_fraction: str
    time_in_force: TimeInForce
    expire_time: _timestamp_pb2.Timestamp
    post_only: bool
    reduce_only: bool
    parent_client_order_id: str
    oco_group: str
    tag: str
    def __init__(self, symbol: _Optional[str] = ..., side: _Optional[_Union[Side, str]] = ..., type: _Optional[_Union[OrderType, str]] = ..., quantity: _Optional[str] = ..., buying_power_fraction: _Optional[str] = ..., limit_price: _Optional[str] = ..., trigger_price: _Optional[str] = ..., trail_amount: _Optional[str] = ..., trail_fraction: _Optional[str] = ..., time_in_force: _Optional[_Union[TimeInForce, str]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_only: bool = ..., reduce_only: bool = ..., parent_client_order_id: _Optional[str] = ..., oco_group: _Optional[str] = ..., tag: _Optional[str] = ...) -> None: ...

class Order(_message.Message):
    __slots__ = ("order_id", "client_order_id", "spec", "state", "state_reason", "state_message", "quantity", "filled_quantity", "average_fill_price", "fees", "trail_trigger_price", "version", "placed_barrier", "updated_barrier", "accept_time", "update_time", "trigger_time")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FILLED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_FILL_PRICE_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    TRAIL_TRIGGER_PRICE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PLACED_BARRIER_FIELD_NUMBER: _ClassVar[int]
    UPDATED_BARRIER_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_TIME_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    client_order_id: str
    spec: OrderSpec
    state: OrderState
    state_reason: OrderStateReason
    state_message: str
    quantity: str
    filled_quantity: str
    average_fill_price: str
    fees: str
    trail_trigger_price: str
    version: int
    placed_barrier: int
    updated_barrier: int
    accept_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    trigger_time: _timestamp_pb2.Timestamp
    def __init__(self, order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ..., spec: _Optional[_Union[OrderSpec, _Mapping]] = ..., state: _Optional[_Union[OrderState, str]] = ..., state_reason: _Optional[_Union[OrderStateReason, str]] = ..., state_message: _Optional[str] = ..., quantity: _Optional[str] = ..., filled_quantity: _Optional[str] = ..., average_fill_price: _Optional[str] = ..., fees: _Optional[str] = ..., trail_trigger_price: _Optional[str] = ..., version: _Optional[int] = ..., placed_barrier: _Optional[int] = ..., updated_barrier: _Optional[int] = ..., accept_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., trigger_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Fill(_message.Message):
    __slots__ = ("fill_id", "order_id", "client_order_id", "symbol", "side", "quantity", "price", "fee", "slippage", "liquidity", "reason", "volume_capped", "barrier", "fill_time", "cumulative_quantity", "leaves_quantity", "position_quantity", "realized_profit")
    FILL_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    FEE_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_FIELD_NUMBER: _ClassVar[int]
    LIQUIDITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VOLUME_CAPPED_FIELD_NUMBER: _ClassVar[int]
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    FILL_TIME_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LEAVES_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    POSITION_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PROFIT_FIELD_NUMBER: _ClassVar[int]
    fill_id: str
    order_id: str
    client_order_id: str
    symbol: str
    side: Side
    quantity: str
    price: str
    fee: str
    slippage: str
    liquidity: Liquidity
    reason: FillReason
    volume_capped: bool
    barrier: int
    fill_time: _timestamp_pb2.Timestamp
    cumulative_quantity: str
    leaves_quantity: str
    position_quantity: str
    realized_profit: str
    def __init__(self, fill_id: _Optional[str] = ..., order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ..., symbol: _Optional[str] = ..., side: _Optional[_Union[Side, str]] = ..., quantity: _Optional[str] = ..., price: _Optional[str] = ..., fee: _Optional[str] = ..., slippage: _Optional[str] = ..., liquidity: _Optional[_Union[Liquidity, str]] = ..., reason: _Optional[_Union[FillReason, str]] = ..., volume_capped: bool = ..., barrier: _Optional[int] = ..., fill_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cumulative_quantity: _Optional[str] = ..., leaves_quantity: _Optional[str] = ..., position_quantity: _Optional[str] = ..., realized_profit: _Optional[str] = ...) -> None: ...

class PositionAdjusted(_message.Message):
    __slots__ = ("symbol", "ex_date", "barrier", "split", "dividend", "previous_quantity", "quantity", "cash")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    EX_DATE_FIELD_NUMBER: _ClassVar[int]
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    SPLIT_FIELD_NUMBER: _ClassVar[int]
    DIVIDEND_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    ex_date: str
    barrier: int
    split: str
    dividend: str
    previous_quantity: str
    quantity: str
    cash: str
    def __init__(self, symbol: _Optional[str] = ..., ex_date: _Optional[str] = ..., barrier: _Optional[int] = ..., split: _Optional[str] = ..., dividend: _Optional[str] = ..., previous_quantity: _Optional[str] = ..., quantity: _Optional[str] = ..., cash: _Optional[str] = ...) -> None: ...
