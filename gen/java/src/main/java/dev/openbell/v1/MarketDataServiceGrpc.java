package dev.openbell.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * MarketDataService knows markets, their instruments, their data and their hours. It answers from
 * the catalog of the server, the same for every caller, and changes nothing.
 * # Symbols
 * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
 * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
 * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
 * # Pages
 * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
 * since: what is added before that place is not seen, nothing is seen twice.
 * # Streams
 * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
 * the server; one more is refused with READ_LIMIT_EXCEEDED.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class MarketDataServiceGrpc {

  private MarketDataServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "openbell.v1.MarketDataService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListMarketsRequest,
      dev.openbell.v1.ListMarketsResponse> getListMarketsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListMarkets",
      requestType = dev.openbell.v1.ListMarketsRequest.class,
      responseType = dev.openbell.v1.ListMarketsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListMarketsRequest,
      dev.openbell.v1.ListMarketsResponse> getListMarketsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListMarketsRequest, dev.openbell.v1.ListMarketsResponse> getListMarketsMethod;
    if ((getListMarketsMethod = MarketDataServiceGrpc.getListMarketsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListMarketsMethod = MarketDataServiceGrpc.getListMarketsMethod) == null) {
          MarketDataServiceGrpc.getListMarketsMethod = getListMarketsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListMarketsRequest, dev.openbell.v1.ListMarketsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListMarkets"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListMarketsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListMarketsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListMarkets"))
              .build();
        }
      }
    }
    return getListMarketsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListInstrumentsRequest,
      dev.openbell.v1.ListInstrumentsResponse> getListInstrumentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListInstruments",
      requestType = dev.openbell.v1.ListInstrumentsRequest.class,
      responseType = dev.openbell.v1.ListInstrumentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListInstrumentsRequest,
      dev.openbell.v1.ListInstrumentsResponse> getListInstrumentsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListInstrumentsRequest, dev.openbell.v1.ListInstrumentsResponse> getListInstrumentsMethod;
    if ((getListInstrumentsMethod = MarketDataServiceGrpc.getListInstrumentsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListInstrumentsMethod = MarketDataServiceGrpc.getListInstrumentsMethod) == null) {
          MarketDataServiceGrpc.getListInstrumentsMethod = getListInstrumentsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListInstrumentsRequest, dev.openbell.v1.ListInstrumentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListInstruments"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListInstrumentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListInstrumentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListInstruments"))
              .build();
        }
      }
    }
    return getListInstrumentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetInstrumentRequest,
      dev.openbell.v1.GetInstrumentResponse> getGetInstrumentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetInstrument",
      requestType = dev.openbell.v1.GetInstrumentRequest.class,
      responseType = dev.openbell.v1.GetInstrumentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetInstrumentRequest,
      dev.openbell.v1.GetInstrumentResponse> getGetInstrumentMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetInstrumentRequest, dev.openbell.v1.GetInstrumentResponse> getGetInstrumentMethod;
    if ((getGetInstrumentMethod = MarketDataServiceGrpc.getGetInstrumentMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetInstrumentMethod = MarketDataServiceGrpc.getGetInstrumentMethod) == null) {
          MarketDataServiceGrpc.getGetInstrumentMethod = getGetInstrumentMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetInstrumentRequest, dev.openbell.v1.GetInstrumentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetInstrument"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetInstrumentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetInstrumentResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetInstrument"))
              .build();
        }
      }
    }
    return getGetInstrumentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListTradingSessionsRequest,
      dev.openbell.v1.ListTradingSessionsResponse> getListTradingSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTradingSessions",
      requestType = dev.openbell.v1.ListTradingSessionsRequest.class,
      responseType = dev.openbell.v1.ListTradingSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListTradingSessionsRequest,
      dev.openbell.v1.ListTradingSessionsResponse> getListTradingSessionsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListTradingSessionsRequest, dev.openbell.v1.ListTradingSessionsResponse> getListTradingSessionsMethod;
    if ((getListTradingSessionsMethod = MarketDataServiceGrpc.getListTradingSessionsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListTradingSessionsMethod = MarketDataServiceGrpc.getListTradingSessionsMethod) == null) {
          MarketDataServiceGrpc.getListTradingSessionsMethod = getListTradingSessionsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListTradingSessionsRequest, dev.openbell.v1.ListTradingSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTradingSessions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListTradingSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListTradingSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListTradingSessions"))
              .build();
        }
      }
    }
    return getListTradingSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReadBarsRequest,
      dev.openbell.v1.ReadBarsResponse> getReadBarsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadBars",
      requestType = dev.openbell.v1.ReadBarsRequest.class,
      responseType = dev.openbell.v1.ReadBarsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReadBarsRequest,
      dev.openbell.v1.ReadBarsResponse> getReadBarsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReadBarsRequest, dev.openbell.v1.ReadBarsResponse> getReadBarsMethod;
    if ((getReadBarsMethod = MarketDataServiceGrpc.getReadBarsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getReadBarsMethod = MarketDataServiceGrpc.getReadBarsMethod) == null) {
          MarketDataServiceGrpc.getReadBarsMethod = getReadBarsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReadBarsRequest, dev.openbell.v1.ReadBarsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadBars"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadBarsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadBarsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ReadBars"))
              .build();
        }
      }
    }
    return getReadBarsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReadTradesRequest,
      dev.openbell.v1.ReadTradesResponse> getReadTradesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadTrades",
      requestType = dev.openbell.v1.ReadTradesRequest.class,
      responseType = dev.openbell.v1.ReadTradesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReadTradesRequest,
      dev.openbell.v1.ReadTradesResponse> getReadTradesMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReadTradesRequest, dev.openbell.v1.ReadTradesResponse> getReadTradesMethod;
    if ((getReadTradesMethod = MarketDataServiceGrpc.getReadTradesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getReadTradesMethod = MarketDataServiceGrpc.getReadTradesMethod) == null) {
          MarketDataServiceGrpc.getReadTradesMethod = getReadTradesMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReadTradesRequest, dev.openbell.v1.ReadTradesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadTrades"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadTradesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadTradesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ReadTrades"))
              .build();
        }
      }
    }
    return getReadTradesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ReadQuotesRequest,
      dev.openbell.v1.ReadQuotesResponse> getReadQuotesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadQuotes",
      requestType = dev.openbell.v1.ReadQuotesRequest.class,
      responseType = dev.openbell.v1.ReadQuotesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ReadQuotesRequest,
      dev.openbell.v1.ReadQuotesResponse> getReadQuotesMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ReadQuotesRequest, dev.openbell.v1.ReadQuotesResponse> getReadQuotesMethod;
    if ((getReadQuotesMethod = MarketDataServiceGrpc.getReadQuotesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getReadQuotesMethod = MarketDataServiceGrpc.getReadQuotesMethod) == null) {
          MarketDataServiceGrpc.getReadQuotesMethod = getReadQuotesMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ReadQuotesRequest, dev.openbell.v1.ReadQuotesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadQuotes"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadQuotesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ReadQuotesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ReadQuotes"))
              .build();
        }
      }
    }
    return getReadQuotesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static MarketDataServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceStub>() {
        @java.lang.Override
        public MarketDataServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceStub(channel, callOptions);
        }
      };
    return MarketDataServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static MarketDataServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingV2Stub>() {
        @java.lang.Override
        public MarketDataServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return MarketDataServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static MarketDataServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingStub>() {
        @java.lang.Override
        public MarketDataServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceBlockingStub(channel, callOptions);
        }
      };
    return MarketDataServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static MarketDataServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceFutureStub>() {
        @java.lang.Override
        public MarketDataServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceFutureStub(channel, callOptions);
        }
      };
    return MarketDataServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists markets by their ids, in pages.
     * </pre>
     */
    default void listMarkets(dev.openbell.v1.ListMarketsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListMarketsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMarketsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists instruments, all or those that are searched for, in pages.
     * </pre>
     */
    default void listInstruments(dev.openbell.v1.ListInstrumentsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListInstrumentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListInstrumentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
     * INVALID_SYMBOL.
     * </pre>
     */
    default void getInstrument(dev.openbell.v1.GetInstrumentRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetInstrumentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetInstrumentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
     * closed and why.
     * </pre>
     */
    default void listTradingSessions(dev.openbell.v1.ListTradingSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradingSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTradingSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the bars of an instrument, ascending, as columns. A stream that breaks off is gone on
     * with by the `resume_token` of its last message. The stream ends after the last bar; of a range
     * without bars it holds nothing.
     * </pre>
     */
    default void readBars(dev.openbell.v1.ReadBarsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadBarsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadBarsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the single trades of an instrument, ascending, as columns. Trades of one time keep the
     * order in which they were imported. A stream that breaks off is gone on with by the
     * `resume_token` of its last message, also in the middle of trades of one time. The stream ends
     * after the last trade; of a range without trades it holds nothing.
     * </pre>
     */
    default void readTrades(dev.openbell.v1.ReadTradesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadTradesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadTradesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the single quotes of an instrument, in the same way.
     * </pre>
     */
    default void readQuotes(dev.openbell.v1.ReadQuotesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadQuotesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadQuotesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service MarketDataService.
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public static abstract class MarketDataServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return MarketDataServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service MarketDataService.
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public static final class MarketDataServiceStub
      extends io.grpc.stub.AbstractAsyncStub<MarketDataServiceStub> {
    private MarketDataServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists markets by their ids, in pages.
     * </pre>
     */
    public void listMarkets(dev.openbell.v1.ListMarketsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListMarketsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMarketsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists instruments, all or those that are searched for, in pages.
     * </pre>
     */
    public void listInstruments(dev.openbell.v1.ListInstrumentsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListInstrumentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListInstrumentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
     * INVALID_SYMBOL.
     * </pre>
     */
    public void getInstrument(dev.openbell.v1.GetInstrumentRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetInstrumentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetInstrumentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
     * closed and why.
     * </pre>
     */
    public void listTradingSessions(dev.openbell.v1.ListTradingSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradingSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTradingSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the bars of an instrument, ascending, as columns. A stream that breaks off is gone on
     * with by the `resume_token` of its last message. The stream ends after the last bar; of a range
     * without bars it holds nothing.
     * </pre>
     */
    public void readBars(dev.openbell.v1.ReadBarsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadBarsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadBarsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the single trades of an instrument, ascending, as columns. Trades of one time keep the
     * order in which they were imported. A stream that breaks off is gone on with by the
     * `resume_token` of its last message, also in the middle of trades of one time. The stream ends
     * after the last trade; of a range without trades it holds nothing.
     * </pre>
     */
    public void readTrades(dev.openbell.v1.ReadTradesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadTradesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadTradesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the single quotes of an instrument, in the same way.
     * </pre>
     */
    public void readQuotes(dev.openbell.v1.ReadQuotesRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ReadQuotesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadQuotesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service MarketDataService.
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public static final class MarketDataServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<MarketDataServiceBlockingV2Stub> {
    private MarketDataServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists markets by their ids, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListMarketsResponse listMarkets(dev.openbell.v1.ListMarketsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMarketsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists instruments, all or those that are searched for, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListInstrumentsResponse listInstruments(dev.openbell.v1.ListInstrumentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListInstrumentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
     * INVALID_SYMBOL.
     * </pre>
     */
    public dev.openbell.v1.GetInstrumentResponse getInstrument(dev.openbell.v1.GetInstrumentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetInstrumentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
     * closed and why.
     * </pre>
     */
    public dev.openbell.v1.ListTradingSessionsResponse listTradingSessions(dev.openbell.v1.ListTradingSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTradingSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the bars of an instrument, ascending, as columns. A stream that breaks off is gone on
     * with by the `resume_token` of its last message. The stream ends after the last bar; of a range
     * without bars it holds nothing.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.openbell.v1.ReadBarsResponse>
        readBars(dev.openbell.v1.ReadBarsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadBarsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the single trades of an instrument, ascending, as columns. Trades of one time keep the
     * order in which they were imported. A stream that breaks off is gone on with by the
     * `resume_token` of its last message, also in the middle of trades of one time. The stream ends
     * after the last trade; of a range without trades it holds nothing.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.openbell.v1.ReadTradesResponse>
        readTrades(dev.openbell.v1.ReadTradesRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the single quotes of an instrument, in the same way.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.openbell.v1.ReadQuotesResponse>
        readQuotes(dev.openbell.v1.ReadQuotesRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadQuotesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service MarketDataService.
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public static final class MarketDataServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<MarketDataServiceBlockingStub> {
    private MarketDataServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists markets by their ids, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListMarketsResponse listMarkets(dev.openbell.v1.ListMarketsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMarketsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists instruments, all or those that are searched for, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListInstrumentsResponse listInstruments(dev.openbell.v1.ListInstrumentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListInstrumentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
     * INVALID_SYMBOL.
     * </pre>
     */
    public dev.openbell.v1.GetInstrumentResponse getInstrument(dev.openbell.v1.GetInstrumentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetInstrumentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
     * closed and why.
     * </pre>
     */
    public dev.openbell.v1.ListTradingSessionsResponse listTradingSessions(dev.openbell.v1.ListTradingSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTradingSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the bars of an instrument, ascending, as columns. A stream that breaks off is gone on
     * with by the `resume_token` of its last message. The stream ends after the last bar; of a range
     * without bars it holds nothing.
     * </pre>
     */
    public java.util.Iterator<dev.openbell.v1.ReadBarsResponse> readBars(
        dev.openbell.v1.ReadBarsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadBarsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the single trades of an instrument, ascending, as columns. Trades of one time keep the
     * order in which they were imported. A stream that breaks off is gone on with by the
     * `resume_token` of its last message, also in the middle of trades of one time. The stream ends
     * after the last trade; of a range without trades it holds nothing.
     * </pre>
     */
    public java.util.Iterator<dev.openbell.v1.ReadTradesResponse> readTrades(
        dev.openbell.v1.ReadTradesRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the single quotes of an instrument, in the same way.
     * </pre>
     */
    public java.util.Iterator<dev.openbell.v1.ReadQuotesResponse> readQuotes(
        dev.openbell.v1.ReadQuotesRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadQuotesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service MarketDataService.
   * <pre>
   * MarketDataService knows markets, their instruments, their data and their hours. It answers from
   * the catalog of the server, the same for every caller, and changes nothing.
   * # Symbols
   * A symbol in a request may be spelled in small letters, and may be any name of its instrument:
   * `aapl`, `EUR/USD`, `btc_usdt` and `^GSPC` lead to AAPL, EURUSD, BTCUSDT and SP500. Answers have
   * the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL) name the nearest.
   * # Pages
   * A `next_page_token` goes on after the last entry of its page, also when the catalog has changed
   * since: what is added before that place is not seen, nothing is seen twice.
   * # Streams
   * How many streams of rows may be open at the same time, for each owner and in all, is a limit of
   * the server; one more is refused with READ_LIMIT_EXCEEDED.
   * </pre>
   */
  public static final class MarketDataServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<MarketDataServiceFutureStub> {
    private MarketDataServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists markets by their ids, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListMarketsResponse> listMarkets(
        dev.openbell.v1.ListMarketsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMarketsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists instruments, all or those that are searched for, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListInstrumentsResponse> listInstruments(
        dev.openbell.v1.ListInstrumentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListInstrumentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
     * INVALID_SYMBOL.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetInstrumentResponse> getInstrument(
        dev.openbell.v1.GetInstrumentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetInstrumentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
     * closed and why.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListTradingSessionsResponse> listTradingSessions(
        dev.openbell.v1.ListTradingSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTradingSessionsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_MARKETS = 0;
  private static final int METHODID_LIST_INSTRUMENTS = 1;
  private static final int METHODID_GET_INSTRUMENT = 2;
  private static final int METHODID_LIST_TRADING_SESSIONS = 3;
  private static final int METHODID_READ_BARS = 4;
  private static final int METHODID_READ_TRADES = 5;
  private static final int METHODID_READ_QUOTES = 6;

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
        case METHODID_LIST_MARKETS:
          serviceImpl.listMarkets((dev.openbell.v1.ListMarketsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListMarketsResponse>) responseObserver);
          break;
        case METHODID_LIST_INSTRUMENTS:
          serviceImpl.listInstruments((dev.openbell.v1.ListInstrumentsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListInstrumentsResponse>) responseObserver);
          break;
        case METHODID_GET_INSTRUMENT:
          serviceImpl.getInstrument((dev.openbell.v1.GetInstrumentRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetInstrumentResponse>) responseObserver);
          break;
        case METHODID_LIST_TRADING_SESSIONS:
          serviceImpl.listTradingSessions((dev.openbell.v1.ListTradingSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListTradingSessionsResponse>) responseObserver);
          break;
        case METHODID_READ_BARS:
          serviceImpl.readBars((dev.openbell.v1.ReadBarsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReadBarsResponse>) responseObserver);
          break;
        case METHODID_READ_TRADES:
          serviceImpl.readTrades((dev.openbell.v1.ReadTradesRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReadTradesResponse>) responseObserver);
          break;
        case METHODID_READ_QUOTES:
          serviceImpl.readQuotes((dev.openbell.v1.ReadQuotesRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ReadQuotesResponse>) responseObserver);
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
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getListMarketsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListMarketsRequest,
              dev.openbell.v1.ListMarketsResponse>(
                service, METHODID_LIST_MARKETS)))
        .addMethod(
          getListInstrumentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListInstrumentsRequest,
              dev.openbell.v1.ListInstrumentsResponse>(
                service, METHODID_LIST_INSTRUMENTS)))
        .addMethod(
          getGetInstrumentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetInstrumentRequest,
              dev.openbell.v1.GetInstrumentResponse>(
                service, METHODID_GET_INSTRUMENT)))
        .addMethod(
          getListTradingSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListTradingSessionsRequest,
              dev.openbell.v1.ListTradingSessionsResponse>(
                service, METHODID_LIST_TRADING_SESSIONS)))
        .addMethod(
          getReadBarsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.ReadBarsRequest,
              dev.openbell.v1.ReadBarsResponse>(
                service, METHODID_READ_BARS)))
        .addMethod(
          getReadTradesMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.ReadTradesRequest,
              dev.openbell.v1.ReadTradesResponse>(
                service, METHODID_READ_TRADES)))
        .addMethod(
          getReadQuotesMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.ReadQuotesRequest,
              dev.openbell.v1.ReadQuotesResponse>(
                service, METHODID_READ_QUOTES)))
        .build();
  }

  private static abstract class MarketDataServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    MarketDataServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.openbell.v1.MarketDataServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("MarketDataService");
    }
  }

  private static final class MarketDataServiceFileDescriptorSupplier
      extends MarketDataServiceBaseDescriptorSupplier {
    MarketDataServiceFileDescriptorSupplier() {}
  }

  private static final class MarketDataServiceMethodDescriptorSupplier
      extends MarketDataServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    MarketDataServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (MarketDataServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new MarketDataServiceFileDescriptorSupplier())
              .addMethod(getListMarketsMethod())
              .addMethod(getListInstrumentsMethod())
              .addMethod(getGetInstrumentMethod())
              .addMethod(getListTradingSessionsMethod())
              .addMethod(getReadBarsMethod())
              .addMethod(getReadTradesMethod())
              .addMethod(getReadQuotesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
