package dev.openbell.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * TradingService trades within a session.
 * # Driving a session
 * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
 * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
 * and answers, or by Step, the same turns one call each. With the token every service answers as of
 * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
 * # Trading from outside
 * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
 * at the next barrier.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class TradingServiceGrpc {

  private TradingServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "openbell.v1.TradingService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.AcquireDriverRequest,
      dev.openbell.v1.AcquireDriverResponse> getAcquireDriverMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AcquireDriver",
      requestType = dev.openbell.v1.AcquireDriverRequest.class,
      responseType = dev.openbell.v1.AcquireDriverResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.AcquireDriverRequest,
      dev.openbell.v1.AcquireDriverResponse> getAcquireDriverMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.AcquireDriverRequest, dev.openbell.v1.AcquireDriverResponse> getAcquireDriverMethod;
    if ((getAcquireDriverMethod = TradingServiceGrpc.getAcquireDriverMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getAcquireDriverMethod = TradingServiceGrpc.getAcquireDriverMethod) == null) {
          TradingServiceGrpc.getAcquireDriverMethod = getAcquireDriverMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.AcquireDriverRequest, dev.openbell.v1.AcquireDriverResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AcquireDriver"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.AcquireDriverRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.AcquireDriverResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("AcquireDriver"))
              .build();
        }
      }
    }
    return getAcquireDriverMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReleaseDriverRequest,
      dev.openbell.v1.ReleaseDriverResponse> getReleaseDriverMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReleaseDriver",
      requestType = dev.openbell.v1.ReleaseDriverRequest.class,
      responseType = dev.openbell.v1.ReleaseDriverResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReleaseDriverRequest,
      dev.openbell.v1.ReleaseDriverResponse> getReleaseDriverMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReleaseDriverRequest, dev.openbell.v1.ReleaseDriverResponse> getReleaseDriverMethod;
    if ((getReleaseDriverMethod = TradingServiceGrpc.getReleaseDriverMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getReleaseDriverMethod = TradingServiceGrpc.getReleaseDriverMethod) == null) {
          TradingServiceGrpc.getReleaseDriverMethod = getReleaseDriverMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReleaseDriverRequest, dev.openbell.v1.ReleaseDriverResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReleaseDriver"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReleaseDriverRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReleaseDriverResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ReleaseDriver"))
              .build();
        }
      }
    }
    return getReleaseDriverMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.RunRequest,
      dev.openbell.v1.RunResponse> getRunMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Run",
      requestType = dev.openbell.v1.RunRequest.class,
      responseType = dev.openbell.v1.RunResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.RunRequest,
      dev.openbell.v1.RunResponse> getRunMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.RunRequest, dev.openbell.v1.RunResponse> getRunMethod;
    if ((getRunMethod = TradingServiceGrpc.getRunMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getRunMethod = TradingServiceGrpc.getRunMethod) == null) {
          TradingServiceGrpc.getRunMethod = getRunMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.RunRequest, dev.openbell.v1.RunResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Run"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.RunRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.RunResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("Run"))
              .build();
        }
      }
    }
    return getRunMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.StepRequest,
      dev.openbell.v1.StepResponse> getStepMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Step",
      requestType = dev.openbell.v1.StepRequest.class,
      responseType = dev.openbell.v1.StepResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.StepRequest,
      dev.openbell.v1.StepResponse> getStepMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.StepRequest, dev.openbell.v1.StepResponse> getStepMethod;
    if ((getStepMethod = TradingServiceGrpc.getStepMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getStepMethod = TradingServiceGrpc.getStepMethod) == null) {
          TradingServiceGrpc.getStepMethod = getStepMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.StepRequest, dev.openbell.v1.StepResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Step"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StepRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StepResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("Step"))
              .build();
        }
      }
    }
    return getStepMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.SetTradingStateRequest,
      dev.openbell.v1.SetTradingStateResponse> getSetTradingStateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetTradingState",
      requestType = dev.openbell.v1.SetTradingStateRequest.class,
      responseType = dev.openbell.v1.SetTradingStateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.SetTradingStateRequest,
      dev.openbell.v1.SetTradingStateResponse> getSetTradingStateMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.SetTradingStateRequest, dev.openbell.v1.SetTradingStateResponse> getSetTradingStateMethod;
    if ((getSetTradingStateMethod = TradingServiceGrpc.getSetTradingStateMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getSetTradingStateMethod = TradingServiceGrpc.getSetTradingStateMethod) == null) {
          TradingServiceGrpc.getSetTradingStateMethod = getSetTradingStateMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.SetTradingStateRequest, dev.openbell.v1.SetTradingStateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetTradingState"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.SetTradingStateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.SetTradingStateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("SetTradingState"))
              .build();
        }
      }
    }
    return getSetTradingStateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.PlaceOrderRequest,
      dev.openbell.v1.PlaceOrderResponse> getPlaceOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PlaceOrder",
      requestType = dev.openbell.v1.PlaceOrderRequest.class,
      responseType = dev.openbell.v1.PlaceOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.PlaceOrderRequest,
      dev.openbell.v1.PlaceOrderResponse> getPlaceOrderMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.PlaceOrderRequest, dev.openbell.v1.PlaceOrderResponse> getPlaceOrderMethod;
    if ((getPlaceOrderMethod = TradingServiceGrpc.getPlaceOrderMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getPlaceOrderMethod = TradingServiceGrpc.getPlaceOrderMethod) == null) {
          TradingServiceGrpc.getPlaceOrderMethod = getPlaceOrderMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.PlaceOrderRequest, dev.openbell.v1.PlaceOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PlaceOrder"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PlaceOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PlaceOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("PlaceOrder"))
              .build();
        }
      }
    }
    return getPlaceOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReplaceOrderRequest,
      dev.openbell.v1.ReplaceOrderResponse> getReplaceOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReplaceOrder",
      requestType = dev.openbell.v1.ReplaceOrderRequest.class,
      responseType = dev.openbell.v1.ReplaceOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReplaceOrderRequest,
      dev.openbell.v1.ReplaceOrderResponse> getReplaceOrderMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReplaceOrderRequest, dev.openbell.v1.ReplaceOrderResponse> getReplaceOrderMethod;
    if ((getReplaceOrderMethod = TradingServiceGrpc.getReplaceOrderMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getReplaceOrderMethod = TradingServiceGrpc.getReplaceOrderMethod) == null) {
          TradingServiceGrpc.getReplaceOrderMethod = getReplaceOrderMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReplaceOrderRequest, dev.openbell.v1.ReplaceOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReplaceOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReplaceOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReplaceOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ReplaceOrder"))
              .build();
        }
      }
    }
    return getReplaceOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.CancelOrderRequest,
      dev.openbell.v1.CancelOrderResponse> getCancelOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelOrder",
      requestType = dev.openbell.v1.CancelOrderRequest.class,
      responseType = dev.openbell.v1.CancelOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.CancelOrderRequest,
      dev.openbell.v1.CancelOrderResponse> getCancelOrderMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.CancelOrderRequest, dev.openbell.v1.CancelOrderResponse> getCancelOrderMethod;
    if ((getCancelOrderMethod = TradingServiceGrpc.getCancelOrderMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getCancelOrderMethod = TradingServiceGrpc.getCancelOrderMethod) == null) {
          TradingServiceGrpc.getCancelOrderMethod = getCancelOrderMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.CancelOrderRequest, dev.openbell.v1.CancelOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CancelOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CancelOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("CancelOrder"))
              .build();
        }
      }
    }
    return getCancelOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.CancelAllOrdersRequest,
      dev.openbell.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelAllOrders",
      requestType = dev.openbell.v1.CancelAllOrdersRequest.class,
      responseType = dev.openbell.v1.CancelAllOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.CancelAllOrdersRequest,
      dev.openbell.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.CancelAllOrdersRequest, dev.openbell.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod;
    if ((getCancelAllOrdersMethod = TradingServiceGrpc.getCancelAllOrdersMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getCancelAllOrdersMethod = TradingServiceGrpc.getCancelAllOrdersMethod) == null) {
          TradingServiceGrpc.getCancelAllOrdersMethod = getCancelAllOrdersMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.CancelAllOrdersRequest, dev.openbell.v1.CancelAllOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelAllOrders"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CancelAllOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CancelAllOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("CancelAllOrders"))
              .build();
        }
      }
    }
    return getCancelAllOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.PreviewOrderRequest,
      dev.openbell.v1.PreviewOrderResponse> getPreviewOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PreviewOrder",
      requestType = dev.openbell.v1.PreviewOrderRequest.class,
      responseType = dev.openbell.v1.PreviewOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.PreviewOrderRequest,
      dev.openbell.v1.PreviewOrderResponse> getPreviewOrderMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.PreviewOrderRequest, dev.openbell.v1.PreviewOrderResponse> getPreviewOrderMethod;
    if ((getPreviewOrderMethod = TradingServiceGrpc.getPreviewOrderMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getPreviewOrderMethod = TradingServiceGrpc.getPreviewOrderMethod) == null) {
          TradingServiceGrpc.getPreviewOrderMethod = getPreviewOrderMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.PreviewOrderRequest, dev.openbell.v1.PreviewOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PreviewOrder"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PreviewOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PreviewOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("PreviewOrder"))
              .build();
        }
      }
    }
    return getPreviewOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetOrderRequest,
      dev.openbell.v1.GetOrderResponse> getGetOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetOrder",
      requestType = dev.openbell.v1.GetOrderRequest.class,
      responseType = dev.openbell.v1.GetOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetOrderRequest,
      dev.openbell.v1.GetOrderResponse> getGetOrderMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetOrderRequest, dev.openbell.v1.GetOrderResponse> getGetOrderMethod;
    if ((getGetOrderMethod = TradingServiceGrpc.getGetOrderMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getGetOrderMethod = TradingServiceGrpc.getGetOrderMethod) == null) {
          TradingServiceGrpc.getGetOrderMethod = getGetOrderMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetOrderRequest, dev.openbell.v1.GetOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetOrder"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("GetOrder"))
              .build();
        }
      }
    }
    return getGetOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListOrdersRequest,
      dev.openbell.v1.ListOrdersResponse> getListOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListOrders",
      requestType = dev.openbell.v1.ListOrdersRequest.class,
      responseType = dev.openbell.v1.ListOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListOrdersRequest,
      dev.openbell.v1.ListOrdersResponse> getListOrdersMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListOrdersRequest, dev.openbell.v1.ListOrdersResponse> getListOrdersMethod;
    if ((getListOrdersMethod = TradingServiceGrpc.getListOrdersMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getListOrdersMethod = TradingServiceGrpc.getListOrdersMethod) == null) {
          TradingServiceGrpc.getListOrdersMethod = getListOrdersMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListOrdersRequest, dev.openbell.v1.ListOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListOrders"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ListOrders"))
              .build();
        }
      }
    }
    return getListOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListFillsRequest,
      dev.openbell.v1.ListFillsResponse> getListFillsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFills",
      requestType = dev.openbell.v1.ListFillsRequest.class,
      responseType = dev.openbell.v1.ListFillsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListFillsRequest,
      dev.openbell.v1.ListFillsResponse> getListFillsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListFillsRequest, dev.openbell.v1.ListFillsResponse> getListFillsMethod;
    if ((getListFillsMethod = TradingServiceGrpc.getListFillsMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getListFillsMethod = TradingServiceGrpc.getListFillsMethod) == null) {
          TradingServiceGrpc.getListFillsMethod = getListFillsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListFillsRequest, dev.openbell.v1.ListFillsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFills"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListFillsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListFillsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ListFills"))
              .build();
        }
      }
    }
    return getListFillsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListTradesRequest,
      dev.openbell.v1.ListTradesResponse> getListTradesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTrades",
      requestType = dev.openbell.v1.ListTradesRequest.class,
      responseType = dev.openbell.v1.ListTradesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListTradesRequest,
      dev.openbell.v1.ListTradesResponse> getListTradesMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListTradesRequest, dev.openbell.v1.ListTradesResponse> getListTradesMethod;
    if ((getListTradesMethod = TradingServiceGrpc.getListTradesMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getListTradesMethod = TradingServiceGrpc.getListTradesMethod) == null) {
          TradingServiceGrpc.getListTradesMethod = getListTradesMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListTradesRequest, dev.openbell.v1.ListTradesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTrades"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListTradesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListTradesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ListTrades"))
              .build();
        }
      }
    }
    return getListTradesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListPositionsRequest,
      dev.openbell.v1.ListPositionsResponse> getListPositionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListPositions",
      requestType = dev.openbell.v1.ListPositionsRequest.class,
      responseType = dev.openbell.v1.ListPositionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListPositionsRequest,
      dev.openbell.v1.ListPositionsResponse> getListPositionsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListPositionsRequest, dev.openbell.v1.ListPositionsResponse> getListPositionsMethod;
    if ((getListPositionsMethod = TradingServiceGrpc.getListPositionsMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getListPositionsMethod = TradingServiceGrpc.getListPositionsMethod) == null) {
          TradingServiceGrpc.getListPositionsMethod = getListPositionsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListPositionsRequest, dev.openbell.v1.ListPositionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListPositions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListPositionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListPositionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ListPositions"))
              .build();
        }
      }
    }
    return getListPositionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetAccountRequest,
      dev.openbell.v1.GetAccountResponse> getGetAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAccount",
      requestType = dev.openbell.v1.GetAccountRequest.class,
      responseType = dev.openbell.v1.GetAccountResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetAccountRequest,
      dev.openbell.v1.GetAccountResponse> getGetAccountMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetAccountRequest, dev.openbell.v1.GetAccountResponse> getGetAccountMethod;
    if ((getGetAccountMethod = TradingServiceGrpc.getGetAccountMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getGetAccountMethod = TradingServiceGrpc.getGetAccountMethod) == null) {
          TradingServiceGrpc.getGetAccountMethod = getGetAccountMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetAccountRequest, dev.openbell.v1.GetAccountResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAccount"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetAccountResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("GetAccount"))
              .build();
        }
      }
    }
    return getGetAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionCapabilitiesRequest,
      dev.openbell.v1.GetSessionCapabilitiesResponse> getGetSessionCapabilitiesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSessionCapabilities",
      requestType = dev.openbell.v1.GetSessionCapabilitiesRequest.class,
      responseType = dev.openbell.v1.GetSessionCapabilitiesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionCapabilitiesRequest,
      dev.openbell.v1.GetSessionCapabilitiesResponse> getGetSessionCapabilitiesMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionCapabilitiesRequest, dev.openbell.v1.GetSessionCapabilitiesResponse> getGetSessionCapabilitiesMethod;
    if ((getGetSessionCapabilitiesMethod = TradingServiceGrpc.getGetSessionCapabilitiesMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getGetSessionCapabilitiesMethod = TradingServiceGrpc.getGetSessionCapabilitiesMethod) == null) {
          TradingServiceGrpc.getGetSessionCapabilitiesMethod = getGetSessionCapabilitiesMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetSessionCapabilitiesRequest, dev.openbell.v1.GetSessionCapabilitiesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSessionCapabilities"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionCapabilitiesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionCapabilitiesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("GetSessionCapabilities"))
              .build();
        }
      }
    }
    return getGetSessionCapabilitiesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionReportRequest,
      dev.openbell.v1.GetSessionReportResponse> getGetSessionReportMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSessionReport",
      requestType = dev.openbell.v1.GetSessionReportRequest.class,
      responseType = dev.openbell.v1.GetSessionReportResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionReportRequest,
      dev.openbell.v1.GetSessionReportResponse> getGetSessionReportMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionReportRequest, dev.openbell.v1.GetSessionReportResponse> getGetSessionReportMethod;
    if ((getGetSessionReportMethod = TradingServiceGrpc.getGetSessionReportMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getGetSessionReportMethod = TradingServiceGrpc.getGetSessionReportMethod) == null) {
          TradingServiceGrpc.getGetSessionReportMethod = getGetSessionReportMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetSessionReportRequest, dev.openbell.v1.GetSessionReportResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSessionReport"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionReportRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionReportResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("GetSessionReport"))
              .build();
        }
      }
    }
    return getGetSessionReportMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReadEquityCurveRequest,
      dev.openbell.v1.ReadEquityCurveResponse> getReadEquityCurveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadEquityCurve",
      requestType = dev.openbell.v1.ReadEquityCurveRequest.class,
      responseType = dev.openbell.v1.ReadEquityCurveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReadEquityCurveRequest,
      dev.openbell.v1.ReadEquityCurveResponse> getReadEquityCurveMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReadEquityCurveRequest, dev.openbell.v1.ReadEquityCurveResponse> getReadEquityCurveMethod;
    if ((getReadEquityCurveMethod = TradingServiceGrpc.getReadEquityCurveMethod) == null) {
      synchronized (TradingServiceGrpc.class) {
        if ((getReadEquityCurveMethod = TradingServiceGrpc.getReadEquityCurveMethod) == null) {
          TradingServiceGrpc.getReadEquityCurveMethod = getReadEquityCurveMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReadEquityCurveRequest, dev.openbell.v1.ReadEquityCurveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadEquityCurve"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadEquityCurveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadEquityCurveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TradingServiceMethodDescriptorSupplier("ReadEquityCurve"))
              .build();
        }
      }
    }
    return getReadEquityCurveMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static TradingServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TradingServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TradingServiceStub>() {
        @java.lang.Override
        public TradingServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TradingServiceStub(channel, callOptions);
        }
      };
    return TradingServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static TradingServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TradingServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TradingServiceBlockingV2Stub>() {
        @java.lang.Override
        public TradingServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TradingServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return TradingServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static TradingServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TradingServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TradingServiceBlockingStub>() {
        @java.lang.Override
        public TradingServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TradingServiceBlockingStub(channel, callOptions);
        }
      };
    return TradingServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static TradingServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TradingServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TradingServiceFutureStub>() {
        @java.lang.Override
        public TradingServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TradingServiceFutureStub(channel, callOptions);
        }
      };
    return TradingServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
     * `take_over`. The token ends with the next acquisition and with ReleaseDriver. In a session that
     * has ended it makes no turn any more, but gets the last answer again, and reads, until the
     * session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after ResumeSession it
     * goes on with it, unless another driver came first.
     * </pre>
     */
    default void acquireDriver(dev.openbell.v1.AcquireDriverRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.AcquireDriverResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAcquireDriverMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lets the wheel go. The token ends.
     * </pre>
     */
    default void releaseDriver(dev.openbell.v1.ReleaseDriverRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReleaseDriverResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReleaseDriverMethod(), responseObserver);
    }

    /**
     * <pre>
     * Drives a session: one answer for each turn, in order. The stream ends after the answer with
     * END_OF_DATA, or when the driver ends it; the session then waits for its driver.
     * </pre>
     */
    default io.grpc.stub.StreamObserver<dev.openbell.v1.RunRequest> run(
        io.grpc.stub.StreamObserver<dev.openbell.v1.RunResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getRunMethod(), responseObserver);
    }

    /**
     * <pre>
     * One turn of Run.
     * </pre>
     */
    default void step(dev.openbell.v1.StepRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StepResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStepMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes which orders are allowed: the person's cap. It also clears the cap of risk limits.
     * </pre>
     */
    default void setTradingState(dev.openbell.v1.SetTradingStateRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.SetTradingStateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetTradingStateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Places an order. It acts at the next barrier.
     * </pre>
     */
    default void placeOrder(dev.openbell.v1.PlaceOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PlaceOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPlaceOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Replaces quantity and prices of an open order.
     * </pre>
     */
    default void replaceOrder(dev.openbell.v1.ReplaceOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReplaceOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReplaceOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels an order.
     * </pre>
     */
    default void cancelOrder(dev.openbell.v1.CancelOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CancelOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels all open orders, or those of one symbol.
     * </pre>
     */
    default void cancelAllOrders(dev.openbell.v1.CancelAllOrdersRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CancelAllOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelAllOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
     * </pre>
     */
    default void previewOrder(dev.openbell.v1.PreviewOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PreviewOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPreviewOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an order by either of its ids.
     * </pre>
     */
    default void getOrder(dev.openbell.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists orders by their numbers, newest first, in pages.
     * </pre>
     */
    default void listOrders(dev.openbell.v1.ListOrdersRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists fills in the order in which they happened, in pages.
     * </pre>
     */
    default void listFills(dev.openbell.v1.ListFillsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListFillsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFillsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists round trips by their close, in pages; open ones last.
     * </pre>
     */
    default void listTrades(dev.openbell.v1.ListTradesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTradesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the open positions.
     * </pre>
     */
    default void listPositions(dev.openbell.v1.ListPositionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListPositionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListPositionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the account.
     * </pre>
     */
    default void getAccount(dev.openbell.v1.GetAccountRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetAccountResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what orders the session takes.
     * </pre>
     */
    default void getSessionCapabilities(dev.openbell.v1.GetSessionCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSessionCapabilitiesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads what the session came to, up to its durable barrier.
     * </pre>
     */
    default void getSessionReport(dev.openbell.v1.GetSessionReportRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionReportResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSessionReportMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the equity of each trading day, ascending, as columns.
     * </pre>
     */
    default void readEquityCurve(dev.openbell.v1.ReadEquityCurveRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadEquityCurveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadEquityCurveMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service TradingService.
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public static abstract class TradingServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return TradingServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service TradingService.
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public static final class TradingServiceStub
      extends io.grpc.stub.AbstractAsyncStub<TradingServiceStub> {
    private TradingServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TradingServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TradingServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
     * `take_over`. The token ends with the next acquisition and with ReleaseDriver. In a session that
     * has ended it makes no turn any more, but gets the last answer again, and reads, until the
     * session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after ResumeSession it
     * goes on with it, unless another driver came first.
     * </pre>
     */
    public void acquireDriver(dev.openbell.v1.AcquireDriverRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.AcquireDriverResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAcquireDriverMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lets the wheel go. The token ends.
     * </pre>
     */
    public void releaseDriver(dev.openbell.v1.ReleaseDriverRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReleaseDriverResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReleaseDriverMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Drives a session: one answer for each turn, in order. The stream ends after the answer with
     * END_OF_DATA, or when the driver ends it; the session then waits for its driver.
     * </pre>
     */
    public io.grpc.stub.StreamObserver<dev.openbell.v1.RunRequest> run(
        io.grpc.stub.StreamObserver<dev.openbell.v1.RunResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncBidiStreamingCall(
          getChannel().newCall(getRunMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * One turn of Run.
     * </pre>
     */
    public void step(dev.openbell.v1.StepRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StepResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStepMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes which orders are allowed: the person's cap. It also clears the cap of risk limits.
     * </pre>
     */
    public void setTradingState(dev.openbell.v1.SetTradingStateRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.SetTradingStateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetTradingStateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Places an order. It acts at the next barrier.
     * </pre>
     */
    public void placeOrder(dev.openbell.v1.PlaceOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PlaceOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPlaceOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Replaces quantity and prices of an open order.
     * </pre>
     */
    public void replaceOrder(dev.openbell.v1.ReplaceOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReplaceOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReplaceOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels an order.
     * </pre>
     */
    public void cancelOrder(dev.openbell.v1.CancelOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CancelOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels all open orders, or those of one symbol.
     * </pre>
     */
    public void cancelAllOrders(dev.openbell.v1.CancelAllOrdersRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CancelAllOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelAllOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
     * </pre>
     */
    public void previewOrder(dev.openbell.v1.PreviewOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PreviewOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPreviewOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an order by either of its ids.
     * </pre>
     */
    public void getOrder(dev.openbell.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists orders by their numbers, newest first, in pages.
     * </pre>
     */
    public void listOrders(dev.openbell.v1.ListOrdersRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists fills in the order in which they happened, in pages.
     * </pre>
     */
    public void listFills(dev.openbell.v1.ListFillsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListFillsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFillsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists round trips by their close, in pages; open ones last.
     * </pre>
     */
    public void listTrades(dev.openbell.v1.ListTradesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTradesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the open positions.
     * </pre>
     */
    public void listPositions(dev.openbell.v1.ListPositionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListPositionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListPositionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the account.
     * </pre>
     */
    public void getAccount(dev.openbell.v1.GetAccountRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetAccountResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what orders the session takes.
     * </pre>
     */
    public void getSessionCapabilities(dev.openbell.v1.GetSessionCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSessionCapabilitiesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads what the session came to, up to its durable barrier.
     * </pre>
     */
    public void getSessionReport(dev.openbell.v1.GetSessionReportRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionReportResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSessionReportMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the equity of each trading day, ascending, as columns.
     * </pre>
     */
    public void readEquityCurve(dev.openbell.v1.ReadEquityCurveRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadEquityCurveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadEquityCurveMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service TradingService.
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public static final class TradingServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<TradingServiceBlockingV2Stub> {
    private TradingServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TradingServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TradingServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
     * `take_over`. The token ends with the next acquisition and with ReleaseDriver. In a session that
     * has ended it makes no turn any more, but gets the last answer again, and reads, until the
     * session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after ResumeSession it
     * goes on with it, unless another driver came first.
     * </pre>
     */
    public dev.openbell.v1.AcquireDriverResponse acquireDriver(dev.openbell.v1.AcquireDriverRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAcquireDriverMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets the wheel go. The token ends.
     * </pre>
     */
    public dev.openbell.v1.ReleaseDriverResponse releaseDriver(dev.openbell.v1.ReleaseDriverRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReleaseDriverMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Drives a session: one answer for each turn, in order. The stream ends after the answer with
     * END_OF_DATA, or when the driver ends it; the session then waits for its driver.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<dev.openbell.v1.RunRequest, dev.openbell.v1.RunResponse>
        run() {
      return io.grpc.stub.ClientCalls.blockingBidiStreamingCall(
          getChannel(), getRunMethod(), getCallOptions());
    }

    /**
     * <pre>
     * One turn of Run.
     * </pre>
     */
    public dev.openbell.v1.StepResponse step(dev.openbell.v1.StepRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStepMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes which orders are allowed: the person's cap. It also clears the cap of risk limits.
     * </pre>
     */
    public dev.openbell.v1.SetTradingStateResponse setTradingState(dev.openbell.v1.SetTradingStateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetTradingStateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places an order. It acts at the next barrier.
     * </pre>
     */
    public dev.openbell.v1.PlaceOrderResponse placeOrder(dev.openbell.v1.PlaceOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPlaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Replaces quantity and prices of an open order.
     * </pre>
     */
    public dev.openbell.v1.ReplaceOrderResponse replaceOrder(dev.openbell.v1.ReplaceOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReplaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels an order.
     * </pre>
     */
    public dev.openbell.v1.CancelOrderResponse cancelOrder(dev.openbell.v1.CancelOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels all open orders, or those of one symbol.
     * </pre>
     */
    public dev.openbell.v1.CancelAllOrdersResponse cancelAllOrders(dev.openbell.v1.CancelAllOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelAllOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
     * </pre>
     */
    public dev.openbell.v1.PreviewOrderResponse previewOrder(dev.openbell.v1.PreviewOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPreviewOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order by either of its ids.
     * </pre>
     */
    public dev.openbell.v1.GetOrderResponse getOrder(dev.openbell.v1.GetOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists orders by their numbers, newest first, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListOrdersResponse listOrders(dev.openbell.v1.ListOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists fills in the order in which they happened, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListFillsResponse listFills(dev.openbell.v1.ListFillsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists round trips by their close, in pages; open ones last.
     * </pre>
     */
    public dev.openbell.v1.ListTradesResponse listTrades(dev.openbell.v1.ListTradesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the open positions.
     * </pre>
     */
    public dev.openbell.v1.ListPositionsResponse listPositions(dev.openbell.v1.ListPositionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the account.
     * </pre>
     */
    public dev.openbell.v1.GetAccountResponse getAccount(dev.openbell.v1.GetAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what orders the session takes.
     * </pre>
     */
    public dev.openbell.v1.GetSessionCapabilitiesResponse getSessionCapabilities(dev.openbell.v1.GetSessionCapabilitiesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSessionCapabilitiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads what the session came to, up to its durable barrier.
     * </pre>
     */
    public dev.openbell.v1.GetSessionReportResponse getSessionReport(dev.openbell.v1.GetSessionReportRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSessionReportMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the equity of each trading day, ascending, as columns.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.openbell.v1.ReadEquityCurveResponse>
        readEquityCurve(dev.openbell.v1.ReadEquityCurveRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadEquityCurveMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service TradingService.
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public static final class TradingServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<TradingServiceBlockingStub> {
    private TradingServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TradingServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TradingServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
     * `take_over`. The token ends with the next acquisition and with ReleaseDriver. In a session that
     * has ended it makes no turn any more, but gets the last answer again, and reads, until the
     * session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after ResumeSession it
     * goes on with it, unless another driver came first.
     * </pre>
     */
    public dev.openbell.v1.AcquireDriverResponse acquireDriver(dev.openbell.v1.AcquireDriverRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAcquireDriverMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets the wheel go. The token ends.
     * </pre>
     */
    public dev.openbell.v1.ReleaseDriverResponse releaseDriver(dev.openbell.v1.ReleaseDriverRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReleaseDriverMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * One turn of Run.
     * </pre>
     */
    public dev.openbell.v1.StepResponse step(dev.openbell.v1.StepRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStepMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes which orders are allowed: the person's cap. It also clears the cap of risk limits.
     * </pre>
     */
    public dev.openbell.v1.SetTradingStateResponse setTradingState(dev.openbell.v1.SetTradingStateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetTradingStateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places an order. It acts at the next barrier.
     * </pre>
     */
    public dev.openbell.v1.PlaceOrderResponse placeOrder(dev.openbell.v1.PlaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPlaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Replaces quantity and prices of an open order.
     * </pre>
     */
    public dev.openbell.v1.ReplaceOrderResponse replaceOrder(dev.openbell.v1.ReplaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReplaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels an order.
     * </pre>
     */
    public dev.openbell.v1.CancelOrderResponse cancelOrder(dev.openbell.v1.CancelOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels all open orders, or those of one symbol.
     * </pre>
     */
    public dev.openbell.v1.CancelAllOrdersResponse cancelAllOrders(dev.openbell.v1.CancelAllOrdersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelAllOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
     * </pre>
     */
    public dev.openbell.v1.PreviewOrderResponse previewOrder(dev.openbell.v1.PreviewOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPreviewOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order by either of its ids.
     * </pre>
     */
    public dev.openbell.v1.GetOrderResponse getOrder(dev.openbell.v1.GetOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists orders by their numbers, newest first, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListOrdersResponse listOrders(dev.openbell.v1.ListOrdersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists fills in the order in which they happened, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListFillsResponse listFills(dev.openbell.v1.ListFillsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists round trips by their close, in pages; open ones last.
     * </pre>
     */
    public dev.openbell.v1.ListTradesResponse listTrades(dev.openbell.v1.ListTradesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the open positions.
     * </pre>
     */
    public dev.openbell.v1.ListPositionsResponse listPositions(dev.openbell.v1.ListPositionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the account.
     * </pre>
     */
    public dev.openbell.v1.GetAccountResponse getAccount(dev.openbell.v1.GetAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what orders the session takes.
     * </pre>
     */
    public dev.openbell.v1.GetSessionCapabilitiesResponse getSessionCapabilities(dev.openbell.v1.GetSessionCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSessionCapabilitiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads what the session came to, up to its durable barrier.
     * </pre>
     */
    public dev.openbell.v1.GetSessionReportResponse getSessionReport(dev.openbell.v1.GetSessionReportRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSessionReportMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the equity of each trading day, ascending, as columns.
     * </pre>
     */
    public java.util.Iterator<dev.openbell.v1.ReadEquityCurveResponse> readEquityCurve(
        dev.openbell.v1.ReadEquityCurveRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadEquityCurveMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service TradingService.
   * <pre>
   * TradingService trades within a session.
   * # Driving a session
   * A bot acquires the session with AcquireDriver and sends the token that it gets with every further
   * call, as metadata `openbell-driver-token`. It then drives the session by Run, one stream of turns
   * and answers, or by Step, the same turns one call each. With the token every service answers as of
   * the barrier: market data, calendars, statistics and refusals say nothing of what comes after it.
   * # Trading from outside
   * PlaceOrder and its like serve people and bots that follow the feed. In a running session they act
   * at the next barrier.
   * </pre>
   */
  public static final class TradingServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<TradingServiceFutureStub> {
    private TradingServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TradingServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TradingServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
     * `take_over`. The token ends with the next acquisition and with ReleaseDriver. In a session that
     * has ended it makes no turn any more, but gets the last answer again, and reads, until the
     * session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after ResumeSession it
     * goes on with it, unless another driver came first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.AcquireDriverResponse> acquireDriver(
        dev.openbell.v1.AcquireDriverRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAcquireDriverMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lets the wheel go. The token ends.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ReleaseDriverResponse> releaseDriver(
        dev.openbell.v1.ReleaseDriverRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReleaseDriverMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * One turn of Run.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.StepResponse> step(
        dev.openbell.v1.StepRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStepMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes which orders are allowed: the person's cap. It also clears the cap of risk limits.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.SetTradingStateResponse> setTradingState(
        dev.openbell.v1.SetTradingStateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetTradingStateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Places an order. It acts at the next barrier.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.PlaceOrderResponse> placeOrder(
        dev.openbell.v1.PlaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPlaceOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Replaces quantity and prices of an open order.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ReplaceOrderResponse> replaceOrder(
        dev.openbell.v1.ReplaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReplaceOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels an order.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.CancelOrderResponse> cancelOrder(
        dev.openbell.v1.CancelOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels all open orders, or those of one symbol.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.CancelAllOrdersResponse> cancelAllOrders(
        dev.openbell.v1.CancelAllOrdersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelAllOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.PreviewOrderResponse> previewOrder(
        dev.openbell.v1.PreviewOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPreviewOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an order by either of its ids.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetOrderResponse> getOrder(
        dev.openbell.v1.GetOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists orders by their numbers, newest first, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListOrdersResponse> listOrders(
        dev.openbell.v1.ListOrdersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists fills in the order in which they happened, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListFillsResponse> listFills(
        dev.openbell.v1.ListFillsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFillsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists round trips by their close, in pages; open ones last.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListTradesResponse> listTrades(
        dev.openbell.v1.ListTradesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTradesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the open positions.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListPositionsResponse> listPositions(
        dev.openbell.v1.ListPositionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListPositionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the account.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetAccountResponse> getAccount(
        dev.openbell.v1.GetAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what orders the session takes.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetSessionCapabilitiesResponse> getSessionCapabilities(
        dev.openbell.v1.GetSessionCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSessionCapabilitiesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads what the session came to, up to its durable barrier.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetSessionReportResponse> getSessionReport(
        dev.openbell.v1.GetSessionReportRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSessionReportMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_ACQUIRE_DRIVER = 0;
  private static final int METHODID_RELEASE_DRIVER = 1;
  private static final int METHODID_STEP = 2;
  private static final int METHODID_SET_TRADING_STATE = 3;
  private static final int METHODID_PLACE_ORDER = 4;
  private static final int METHODID_REPLACE_ORDER = 5;
  private static final int METHODID_CANCEL_ORDER = 6;
  private static final int METHODID_CANCEL_ALL_ORDERS = 7;
  private static final int METHODID_PREVIEW_ORDER = 8;
  private static final int METHODID_GET_ORDER = 9;
  private static final int METHODID_LIST_ORDERS = 10;
  private static final int METHODID_LIST_FILLS = 11;
  private static final int METHODID_LIST_TRADES = 12;
  private static final int METHODID_LIST_POSITIONS = 13;
  private static final int METHODID_GET_ACCOUNT = 14;
  private static final int METHODID_GET_SESSION_CAPABILITIES = 15;
  private static final int METHODID_GET_SESSION_REPORT = 16;
  private static final int METHODID_READ_EQUITY_CURVE = 17;
  private static final int METHODID_RUN = 18;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_ACQUIRE_DRIVER:
          serviceImpl.acquireDriver((dev.openbell.v1.AcquireDriverRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.AcquireDriverResponse>) responseObserver);
          break;
        case METHODID_RELEASE_DRIVER:
          serviceImpl.releaseDriver((dev.openbell.v1.ReleaseDriverRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReleaseDriverResponse>) responseObserver);
          break;
        case METHODID_STEP:
          serviceImpl.step((dev.openbell.v1.StepRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.StepResponse>) responseObserver);
          break;
        case METHODID_SET_TRADING_STATE:
          serviceImpl.setTradingState((dev.openbell.v1.SetTradingStateRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.SetTradingStateResponse>) responseObserver);
          break;
        case METHODID_PLACE_ORDER:
          serviceImpl.placeOrder((dev.openbell.v1.PlaceOrderRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.PlaceOrderResponse>) responseObserver);
          break;
        case METHODID_REPLACE_ORDER:
          serviceImpl.replaceOrder((dev.openbell.v1.ReplaceOrderRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReplaceOrderResponse>) responseObserver);
          break;
        case METHODID_CANCEL_ORDER:
          serviceImpl.cancelOrder((dev.openbell.v1.CancelOrderRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.CancelOrderResponse>) responseObserver);
          break;
        case METHODID_CANCEL_ALL_ORDERS:
          serviceImpl.cancelAllOrders((dev.openbell.v1.CancelAllOrdersRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.CancelAllOrdersResponse>) responseObserver);
          break;
        case METHODID_PREVIEW_ORDER:
          serviceImpl.previewOrder((dev.openbell.v1.PreviewOrderRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.PreviewOrderResponse>) responseObserver);
          break;
        case METHODID_GET_ORDER:
          serviceImpl.getOrder((dev.openbell.v1.GetOrderRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetOrderResponse>) responseObserver);
          break;
        case METHODID_LIST_ORDERS:
          serviceImpl.listOrders((dev.openbell.v1.ListOrdersRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListOrdersResponse>) responseObserver);
          break;
        case METHODID_LIST_FILLS:
          serviceImpl.listFills((dev.openbell.v1.ListFillsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListFillsResponse>) responseObserver);
          break;
        case METHODID_LIST_TRADES:
          serviceImpl.listTrades((dev.openbell.v1.ListTradesRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradesResponse>) responseObserver);
          break;
        case METHODID_LIST_POSITIONS:
          serviceImpl.listPositions((dev.openbell.v1.ListPositionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListPositionsResponse>) responseObserver);
          break;
        case METHODID_GET_ACCOUNT:
          serviceImpl.getAccount((dev.openbell.v1.GetAccountRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetAccountResponse>) responseObserver);
          break;
        case METHODID_GET_SESSION_CAPABILITIES:
          serviceImpl.getSessionCapabilities((dev.openbell.v1.GetSessionCapabilitiesRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionCapabilitiesResponse>) responseObserver);
          break;
        case METHODID_GET_SESSION_REPORT:
          serviceImpl.getSessionReport((dev.openbell.v1.GetSessionReportRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionReportResponse>) responseObserver);
          break;
        case METHODID_READ_EQUITY_CURVE:
          serviceImpl.readEquityCurve((dev.openbell.v1.ReadEquityCurveRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReadEquityCurveResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_RUN:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.run(
              (io.grpc.stub.StreamObserver<dev.openbell.v1.RunResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getAcquireDriverMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.AcquireDriverRequest,
              dev.openbell.v1.AcquireDriverResponse>(
                service, METHODID_ACQUIRE_DRIVER)))
        .addMethod(
          getReleaseDriverMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ReleaseDriverRequest,
              dev.openbell.v1.ReleaseDriverResponse>(
                service, METHODID_RELEASE_DRIVER)))
        .addMethod(
          getRunMethod(),
          io.grpc.stub.ServerCalls.asyncBidiStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.RunRequest,
              dev.openbell.v1.RunResponse>(
                service, METHODID_RUN)))
        .addMethod(
          getStepMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.StepRequest,
              dev.openbell.v1.StepResponse>(
                service, METHODID_STEP)))
        .addMethod(
          getSetTradingStateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.SetTradingStateRequest,
              dev.openbell.v1.SetTradingStateResponse>(
                service, METHODID_SET_TRADING_STATE)))
        .addMethod(
          getPlaceOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.PlaceOrderRequest,
              dev.openbell.v1.PlaceOrderResponse>(
                service, METHODID_PLACE_ORDER)))
        .addMethod(
          getReplaceOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ReplaceOrderRequest,
              dev.openbell.v1.ReplaceOrderResponse>(
                service, METHODID_REPLACE_ORDER)))
        .addMethod(
          getCancelOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.CancelOrderRequest,
              dev.openbell.v1.CancelOrderResponse>(
                service, METHODID_CANCEL_ORDER)))
        .addMethod(
          getCancelAllOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.CancelAllOrdersRequest,
              dev.openbell.v1.CancelAllOrdersResponse>(
                service, METHODID_CANCEL_ALL_ORDERS)))
        .addMethod(
          getPreviewOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.PreviewOrderRequest,
              dev.openbell.v1.PreviewOrderResponse>(
                service, METHODID_PREVIEW_ORDER)))
        .addMethod(
          getGetOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetOrderRequest,
              dev.openbell.v1.GetOrderResponse>(
                service, METHODID_GET_ORDER)))
        .addMethod(
          getListOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListOrdersRequest,
              dev.openbell.v1.ListOrdersResponse>(
                service, METHODID_LIST_ORDERS)))
        .addMethod(
          getListFillsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListFillsRequest,
              dev.openbell.v1.ListFillsResponse>(
                service, METHODID_LIST_FILLS)))
        .addMethod(
          getListTradesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListTradesRequest,
              dev.openbell.v1.ListTradesResponse>(
                service, METHODID_LIST_TRADES)))
        .addMethod(
          getListPositionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListPositionsRequest,
              dev.openbell.v1.ListPositionsResponse>(
                service, METHODID_LIST_POSITIONS)))
        .addMethod(
          getGetAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetAccountRequest,
              dev.openbell.v1.GetAccountResponse>(
                service, METHODID_GET_ACCOUNT)))
        .addMethod(
          getGetSessionCapabilitiesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetSessionCapabilitiesRequest,
              dev.openbell.v1.GetSessionCapabilitiesResponse>(
                service, METHODID_GET_SESSION_CAPABILITIES)))
        .addMethod(
          getGetSessionReportMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetSessionReportRequest,
              dev.openbell.v1.GetSessionReportResponse>(
                service, METHODID_GET_SESSION_REPORT)))
        .addMethod(
          getReadEquityCurveMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.ReadEquityCurveRequest,
              dev.openbell.v1.ReadEquityCurveResponse>(
                service, METHODID_READ_EQUITY_CURVE)))
        .build();
  }

  private static abstract class TradingServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    TradingServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.openbell.v1.TradingServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("TradingService");
    }
  }

  private static final class TradingServiceFileDescriptorSupplier
      extends TradingServiceBaseDescriptorSupplier {
    TradingServiceFileDescriptorSupplier() {}
  }

  private static final class TradingServiceMethodDescriptorSupplier
      extends TradingServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    TradingServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (TradingServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new TradingServiceFileDescriptorSupplier())
              .addMethod(getAcquireDriverMethod())
              .addMethod(getReleaseDriverMethod())
              .addMethod(getRunMethod())
              .addMethod(getStepMethod())
              .addMethod(getSetTradingStateMethod())
              .addMethod(getPlaceOrderMethod())
              .addMethod(getReplaceOrderMethod())
              .addMethod(getCancelOrderMethod())
              .addMethod(getCancelAllOrdersMethod())
              .addMethod(getPreviewOrderMethod())
              .addMethod(getGetOrderMethod())
              .addMethod(getListOrdersMethod())
              .addMethod(getListFillsMethod())
              .addMethod(getListTradesMethod())
              .addMethod(getListPositionsMethod())
              .addMethod(getGetAccountMethod())
              .addMethod(getGetSessionCapabilitiesMethod())
              .addMethod(getGetSessionReportMethod())
              .addMethod(getReadEquityCurveMethod())
              .build();
        }
      }
    }
    return result;
  }
}
