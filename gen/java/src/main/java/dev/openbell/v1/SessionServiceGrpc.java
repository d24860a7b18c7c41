package dev.openbell.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * SessionService creates, runs and watches trading sessions.
 * # Repeating a request
 * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
 * owner's last 100,000 requests, the same id with the same request gives the answer of the first
 * time, changes nothing, and works across restarts; with another request it is refused
 * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
 * `request_id` a repeated request is a new one.
 * # Durability
 * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
 * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SessionServiceGrpc {

  private SessionServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "openbell.v1.SessionService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.CreateSessionRequest,
      dev.openbell.v1.CreateSessionResponse> getCreateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateSession",
      requestType = dev.openbell.v1.CreateSessionRequest.class,
      responseType = dev.openbell.v1.CreateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.CreateSessionRequest,
      dev.openbell.v1.CreateSessionResponse> getCreateSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.CreateSessionRequest, dev.openbell.v1.CreateSessionResponse> getCreateSessionMethod;
    if ((getCreateSessionMethod = SessionServiceGrpc.getCreateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getCreateSessionMethod = SessionServiceGrpc.getCreateSessionMethod) == null) {
          SessionServiceGrpc.getCreateSessionMethod = getCreateSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.CreateSessionRequest, dev.openbell.v1.CreateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CreateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.CreateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("CreateSession"))
              .build();
        }
      }
    }
    return getCreateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionRequest,
      dev.openbell.v1.GetSessionResponse> getGetSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSession",
      requestType = dev.openbell.v1.GetSessionRequest.class,
      responseType = dev.openbell.v1.GetSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionRequest,
      dev.openbell.v1.GetSessionResponse> getGetSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.GetSessionRequest, dev.openbell.v1.GetSessionResponse> getGetSessionMethod;
    if ((getGetSessionMethod = SessionServiceGrpc.getGetSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getGetSessionMethod = SessionServiceGrpc.getGetSessionMethod) == null) {
          SessionServiceGrpc.getGetSessionMethod = getGetSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.GetSessionRequest, dev.openbell.v1.GetSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSession"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.GetSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("GetSession"))
              .build();
        }
      }
    }
    return getGetSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionsRequest,
      dev.openbell.v1.ListSessionsResponse> getListSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSessions",
      requestType = dev.openbell.v1.ListSessionsRequest.class,
      responseType = dev.openbell.v1.ListSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionsRequest,
      dev.openbell.v1.ListSessionsResponse> getListSessionsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionsRequest, dev.openbell.v1.ListSessionsResponse> getListSessionsMethod;
    if ((getListSessionsMethod = SessionServiceGrpc.getListSessionsMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getListSessionsMethod = SessionServiceGrpc.getListSessionsMethod) == null) {
          SessionServiceGrpc.getListSessionsMethod = getListSessionsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListSessionsRequest, dev.openbell.v1.ListSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSessions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ListSessions"))
              .build();
        }
      }
    }
    return getListSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.UpdateSessionRequest,
      dev.openbell.v1.UpdateSessionResponse> getUpdateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateSession",
      requestType = dev.openbell.v1.UpdateSessionRequest.class,
      responseType = dev.openbell.v1.UpdateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.UpdateSessionRequest,
      dev.openbell.v1.UpdateSessionResponse> getUpdateSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.UpdateSessionRequest, dev.openbell.v1.UpdateSessionResponse> getUpdateSessionMethod;
    if ((getUpdateSessionMethod = SessionServiceGrpc.getUpdateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getUpdateSessionMethod = SessionServiceGrpc.getUpdateSessionMethod) == null) {
          SessionServiceGrpc.getUpdateSessionMethod = getUpdateSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.UpdateSessionRequest, dev.openbell.v1.UpdateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.UpdateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.UpdateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("UpdateSession"))
              .build();
        }
      }
    }
    return getUpdateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.DeleteSessionRequest,
      dev.openbell.v1.DeleteSessionResponse> getDeleteSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteSession",
      requestType = dev.openbell.v1.DeleteSessionRequest.class,
      responseType = dev.openbell.v1.DeleteSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.DeleteSessionRequest,
      dev.openbell.v1.DeleteSessionResponse> getDeleteSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.DeleteSessionRequest, dev.openbell.v1.DeleteSessionResponse> getDeleteSessionMethod;
    if ((getDeleteSessionMethod = SessionServiceGrpc.getDeleteSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getDeleteSessionMethod = SessionServiceGrpc.getDeleteSessionMethod) == null) {
          SessionServiceGrpc.getDeleteSessionMethod = getDeleteSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.DeleteSessionRequest, dev.openbell.v1.DeleteSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.DeleteSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.DeleteSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("DeleteSession"))
              .build();
        }
      }
    }
    return getDeleteSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.StartSessionRequest,
      dev.openbell.v1.StartSessionResponse> getStartSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartSession",
      requestType = dev.openbell.v1.StartSessionRequest.class,
      responseType = dev.openbell.v1.StartSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.StartSessionRequest,
      dev.openbell.v1.StartSessionResponse> getStartSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.StartSessionRequest, dev.openbell.v1.StartSessionResponse> getStartSessionMethod;
    if ((getStartSessionMethod = SessionServiceGrpc.getStartSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getStartSessionMethod = SessionServiceGrpc.getStartSessionMethod) == null) {
          SessionServiceGrpc.getStartSessionMethod = getStartSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.StartSessionRequest, dev.openbell.v1.StartSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StartSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StartSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("StartSession"))
              .build();
        }
      }
    }
    return getStartSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.PauseSessionRequest,
      dev.openbell.v1.PauseSessionResponse> getPauseSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PauseSession",
      requestType = dev.openbell.v1.PauseSessionRequest.class,
      responseType = dev.openbell.v1.PauseSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.PauseSessionRequest,
      dev.openbell.v1.PauseSessionResponse> getPauseSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.PauseSessionRequest, dev.openbell.v1.PauseSessionResponse> getPauseSessionMethod;
    if ((getPauseSessionMethod = SessionServiceGrpc.getPauseSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getPauseSessionMethod = SessionServiceGrpc.getPauseSessionMethod) == null) {
          SessionServiceGrpc.getPauseSessionMethod = getPauseSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.PauseSessionRequest, dev.openbell.v1.PauseSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PauseSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PauseSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.PauseSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("PauseSession"))
              .build();
        }
      }
    }
    return getPauseSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ResumeSessionRequest,
      dev.openbell.v1.ResumeSessionResponse> getResumeSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeSession",
      requestType = dev.openbell.v1.ResumeSessionRequest.class,
      responseType = dev.openbell.v1.ResumeSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ResumeSessionRequest,
      dev.openbell.v1.ResumeSessionResponse> getResumeSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ResumeSessionRequest, dev.openbell.v1.ResumeSessionResponse> getResumeSessionMethod;
    if ((getResumeSessionMethod = SessionServiceGrpc.getResumeSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getResumeSessionMethod = SessionServiceGrpc.getResumeSessionMethod) == null) {
          SessionServiceGrpc.getResumeSessionMethod = getResumeSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ResumeSessionRequest, dev.openbell.v1.ResumeSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ResumeSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ResumeSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ResumeSession"))
              .build();
        }
      }
    }
    return getResumeSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.StopSessionRequest,
      dev.openbell.v1.StopSessionResponse> getStopSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StopSession",
      requestType = dev.openbell.v1.StopSessionRequest.class,
      responseType = dev.openbell.v1.StopSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.StopSessionRequest,
      dev.openbell.v1.StopSessionResponse> getStopSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.StopSessionRequest, dev.openbell.v1.StopSessionResponse> getStopSessionMethod;
    if ((getStopSessionMethod = SessionServiceGrpc.getStopSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getStopSessionMethod = SessionServiceGrpc.getStopSessionMethod) == null) {
          SessionServiceGrpc.getStopSessionMethod = getStopSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.StopSessionRequest, dev.openbell.v1.StopSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StopSession"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StopSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.StopSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("StopSession"))
              .build();
        }
      }
    }
    return getStopSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ValidateSessionRequest,
      dev.openbell.v1.ValidateSessionResponse> getValidateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ValidateSession",
      requestType = dev.openbell.v1.ValidateSessionRequest.class,
      responseType = dev.openbell.v1.ValidateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ValidateSessionRequest,
      dev.openbell.v1.ValidateSessionResponse> getValidateSessionMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ValidateSessionRequest, dev.openbell.v1.ValidateSessionResponse> getValidateSessionMethod;
    if ((getValidateSessionMethod = SessionServiceGrpc.getValidateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getValidateSessionMethod = SessionServiceGrpc.getValidateSessionMethod) == null) {
          SessionServiceGrpc.getValidateSessionMethod = getValidateSessionMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ValidateSessionRequest, dev.openbell.v1.ValidateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ValidateSession"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ValidateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ValidateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ValidateSession"))
              .build();
        }
      }
    }
    return getValidateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.WatchSessionsRequest,
      dev.openbell.v1.WatchSessionsResponse> getWatchSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchSessions",
      requestType = dev.openbell.v1.WatchSessionsRequest.class,
      responseType = dev.openbell.v1.WatchSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.WatchSessionsRequest,
      dev.openbell.v1.WatchSessionsResponse> getWatchSessionsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.WatchSessionsRequest, dev.openbell.v1.WatchSessionsResponse> getWatchSessionsMethod;
    if ((getWatchSessionsMethod = SessionServiceGrpc.getWatchSessionsMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getWatchSessionsMethod = SessionServiceGrpc.getWatchSessionsMethod) == null) {
          SessionServiceGrpc.getWatchSessionsMethod = getWatchSessionsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.WatchSessionsRequest, dev.openbell.v1.WatchSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchSessions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.WatchSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.WatchSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("WatchSessions"))
              .build();
        }
      }
    }
    return getWatchSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionEventsRequest,
      dev.openbell.v1.ListSessionEventsResponse> getListSessionEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSessionEvents",
      requestType = dev.openbell.v1.ListSessionEventsRequest.class,
      responseType = dev.openbell.v1.ListSessionEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionEventsRequest,
      dev.openbell.v1.ListSessionEventsResponse> getListSessionEventsMethod() {
    io.grpc.MethodDescriptor<dev.openbell.v1.ListSessionEventsRequest, dev.openbell.v1.ListSessionEventsResponse> getListSessionEventsMethod;
    if ((getListSessionEventsMethod = SessionServiceGrpc.getListSessionEventsMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getListSessionEventsMethod = SessionServiceGrpc.getListSessionEventsMethod) == null) {
          SessionServiceGrpc.getListSessionEventsMethod = getListSessionEventsMethod =
              io.grpc.MethodDescriptor.<dev.openbell.v1.ListSessionEventsRequest, dev.openbell.v1.ListSessionEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSessionEvents"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListSessionEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.openbell.v1.ListSessionEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ListSessionEvents"))
              .build();
        }
      }
    }
    return getListSessionEventsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SessionServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceStub>() {
        @java.lang.Override
        public SessionServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceStub(channel, callOptions);
        }
      };
    return SessionServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SessionServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingV2Stub>() {
        @java.lang.Override
        public SessionServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SessionServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SessionServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingStub>() {
        @java.lang.Override
        public SessionServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceBlockingStub(channel, callOptions);
        }
      };
    return SessionServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SessionServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceFutureStub>() {
        @java.lang.Override
        public SessionServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceFutureStub(channel, callOptions);
        }
      };
    return SessionServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates a session that is READY, or with `start` one that is already started, in one commit.
     * Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
     * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
     * </pre>
     */
    default void createSession(dev.openbell.v1.CreateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CreateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND.
     * </pre>
     */
    default void getSession(dev.openbell.v1.GetSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's sessions, in pages.
     * </pre>
     */
    default void listSessions(dev.openbell.v1.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
     * nothing. It never changes the state.
     * </pre>
     */
    default void updateSession(dev.openbell.v1.UpdateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.UpdateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a session that is READY or in a final state. It stays readable until its `purge_time`.
     * An active session must be stopped first (ILLEGAL_TRANSITION).
     * </pre>
     */
    default void deleteSession(dev.openbell.v1.DeleteSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.DeleteSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts a session that is READY.
     * </pre>
     */
    default void startSession(dev.openbell.v1.StartSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StartSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
     * the answer leaves.
     * </pre>
     */
    default void pauseSession(dev.openbell.v1.PauseSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PauseSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPauseSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Resumes a session that is PAUSED or SUSPENDED.
     * </pre>
     */
    default void resumeSession(dev.openbell.v1.ResumeSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ResumeSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
     * stop policy.
     * </pre>
     */
    default void stopSession(dev.openbell.v1.StopSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StopSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStopSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
     * and what the session would need. An OK answer may hold violations: look at `valid`.
     * </pre>
     */
    default void validateSession(dev.openbell.v1.ValidateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ValidateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getValidateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to sessions, from a snapshot or from a token on, without loss, until the
     * client cancels. Do not set a deadline. Refused with REVISION_COMPACTED, STORE_CHANGED,
     * STORE_RESTORED, REVISION_IN_FUTURE, FILTER_CHANGED or INVALID_RESUME_TOKEN.
     * </pre>
     */
    default void watchSessions(dev.openbell.v1.WatchSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.WatchSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * The unary twin of the feed: the same records from the same log, in pages, for tools and
     * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
     * </pre>
     */
    default void listSessionEvents(dev.openbell.v1.ListSessionEventsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSessionEventsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SessionService.
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public static abstract class SessionServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SessionServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SessionService.
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public static final class SessionServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SessionServiceStub> {
    private SessionServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a session that is READY, or with `start` one that is already started, in one commit.
     * Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
     * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
     * </pre>
     */
    public void createSession(dev.openbell.v1.CreateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.CreateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND.
     * </pre>
     */
    public void getSession(dev.openbell.v1.GetSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's sessions, in pages.
     * </pre>
     */
    public void listSessions(dev.openbell.v1.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
     * nothing. It never changes the state.
     * </pre>
     */
    public void updateSession(dev.openbell.v1.UpdateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.UpdateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a session that is READY or in a final state. It stays readable until its `purge_time`.
     * An active session must be stopped first (ILLEGAL_TRANSITION).
     * </pre>
     */
    public void deleteSession(dev.openbell.v1.DeleteSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.DeleteSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts a session that is READY.
     * </pre>
     */
    public void startSession(dev.openbell.v1.StartSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StartSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
     * the answer leaves.
     * </pre>
     */
    public void pauseSession(dev.openbell.v1.PauseSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.PauseSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPauseSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Resumes a session that is PAUSED or SUSPENDED.
     * </pre>
     */
    public void resumeSession(dev.openbell.v1.ResumeSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ResumeSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
     * stop policy.
     * </pre>
     */
    public void stopSession(dev.openbell.v1.StopSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.StopSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStopSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
     * and what the session would need. An OK answer may hold violations: look at `valid`.
     * </pre>
     */
    public void validateSession(dev.openbell.v1.ValidateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ValidateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getValidateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to sessions, from a snapshot or from a token on, without loss, until the
     * client cancels. Do not set a deadline. Refused with REVISION_COMPACTED, STORE_CHANGED,
     * STORE_RESTORED, REVISION_IN_FUTURE, FILTER_CHANGED or INVALID_RESUME_TOKEN.
     * </pre>
     */
    public void watchSessions(dev.openbell.v1.WatchSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.WatchSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The unary twin of the feed: the same records from the same log, in pages, for tools and
     * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
     * </pre>
     */
    public void listSessionEvents(dev.openbell.v1.ListSessionEventsRequest request,
        io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSessionEventsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SessionService.
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public static final class SessionServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SessionServiceBlockingV2Stub> {
    private SessionServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a session that is READY, or with `start` one that is already started, in one commit.
     * Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
     * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
     * </pre>
     */
    public dev.openbell.v1.CreateSessionResponse createSession(dev.openbell.v1.CreateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND.
     * </pre>
     */
    public dev.openbell.v1.GetSessionResponse getSession(dev.openbell.v1.GetSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's sessions, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListSessionsResponse listSessions(dev.openbell.v1.ListSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
     * nothing. It never changes the state.
     * </pre>
     */
    public dev.openbell.v1.UpdateSessionResponse updateSession(dev.openbell.v1.UpdateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a session that is READY or in a final state. It stays readable until its `purge_time`.
     * An active session must be stopped first (ILLEGAL_TRANSITION).
     * </pre>
     */
    public dev.openbell.v1.DeleteSessionResponse deleteSession(dev.openbell.v1.DeleteSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a session that is READY.
     * </pre>
     */
    public dev.openbell.v1.StartSessionResponse startSession(dev.openbell.v1.StartSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
     * the answer leaves.
     * </pre>
     */
    public dev.openbell.v1.PauseSessionResponse pauseSession(dev.openbell.v1.PauseSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPauseSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resumes a session that is PAUSED or SUSPENDED.
     * </pre>
     */
    public dev.openbell.v1.ResumeSessionResponse resumeSession(dev.openbell.v1.ResumeSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResumeSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
     * stop policy.
     * </pre>
     */
    public dev.openbell.v1.StopSessionResponse stopSession(dev.openbell.v1.StopSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStopSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
     * and what the session would need. An OK answer may hold violations: look at `valid`.
     * </pre>
     */
    public dev.openbell.v1.ValidateSessionResponse validateSession(dev.openbell.v1.ValidateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getValidateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to sessions, from a snapshot or from a token on, without loss, until the
     * client cancels. Do not set a deadline. Refused with REVISION_COMPACTED, STORE_CHANGED,
     * STORE_RESTORED, REVISION_IN_FUTURE, FILTER_CHANGED or INVALID_RESUME_TOKEN.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.openbell.v1.WatchSessionsResponse>
        watchSessions(dev.openbell.v1.WatchSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The unary twin of the feed: the same records from the same log, in pages, for tools and
     * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
     * </pre>
     */
    public dev.openbell.v1.ListSessionEventsResponse listSessionEvents(dev.openbell.v1.ListSessionEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSessionEventsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SessionService.
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public static final class SessionServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SessionServiceBlockingStub> {
    private SessionServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a session that is READY, or with `start` one that is already started, in one commit.
     * Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
     * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
     * </pre>
     */
    public dev.openbell.v1.CreateSessionResponse createSession(dev.openbell.v1.CreateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND.
     * </pre>
     */
    public dev.openbell.v1.GetSessionResponse getSession(dev.openbell.v1.GetSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's sessions, in pages.
     * </pre>
     */
    public dev.openbell.v1.ListSessionsResponse listSessions(dev.openbell.v1.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
     * nothing. It never changes the state.
     * </pre>
     */
    public dev.openbell.v1.UpdateSessionResponse updateSession(dev.openbell.v1.UpdateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a session that is READY or in a final state. It stays readable until its `purge_time`.
     * An active session must be stopped first (ILLEGAL_TRANSITION).
     * </pre>
     */
    public dev.openbell.v1.DeleteSessionResponse deleteSession(dev.openbell.v1.DeleteSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a session that is READY.
     * </pre>
     */
    public dev.openbell.v1.StartSessionResponse startSession(dev.openbell.v1.StartSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
     * the answer leaves.
     * </pre>
     */
    public dev.openbell.v1.PauseSessionResponse pauseSession(dev.openbell.v1.PauseSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPauseSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resumes a session that is PAUSED or SUSPENDED.
     * </pre>
     */
    public dev.openbell.v1.ResumeSessionResponse resumeSession(dev.openbell.v1.ResumeSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
     * stop policy.
     * </pre>
     */
    public dev.openbell.v1.StopSessionResponse stopSession(dev.openbell.v1.StopSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStopSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
     * and what the session would need. An OK answer may hold violations: look at `valid`.
     * </pre>
     */
    public dev.openbell.v1.ValidateSessionResponse validateSession(dev.openbell.v1.ValidateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getValidateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to sessions, from a snapshot or from a token on, without loss, until the
     * client cancels. Do not set a deadline. Refused with REVISION_COMPACTED, STORE_CHANGED,
     * STORE_RESTORED, REVISION_IN_FUTURE, FILTER_CHANGED or INVALID_RESUME_TOKEN.
     * </pre>
     */
    public java.util.Iterator<dev.openbell.v1.WatchSessionsResponse> watchSessions(
        dev.openbell.v1.WatchSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The unary twin of the feed: the same records from the same log, in pages, for tools and
     * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
     * </pre>
     */
    public dev.openbell.v1.ListSessionEventsResponse listSessionEvents(dev.openbell.v1.ListSessionEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSessionEventsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SessionService.
   * <pre>
   * SessionService creates, runs and watches trading sessions.
   * # Repeating a request
   * Every mutation takes a `request_id` (a UUID made by the client). Within 24 hours, and within the
   * owner's last 100,000 requests, the same id with the same request gives the answer of the first
   * time, changes nothing, and works across restarts; with another request it is refused
   * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a
   * `request_id` a repeated request is a new one.
   * # Durability
   * A mutation is answered when it is on disk. The feed shows only what is on disk. A call that ended
   * in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
   * </pre>
   */
  public static final class SessionServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SessionServiceFutureStub> {
    private SessionServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a session that is READY, or with `start` one that is already started, in one commit.
     * Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
     * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.CreateSessionResponse> createSession(
        dev.openbell.v1.CreateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.GetSessionResponse> getSession(
        dev.openbell.v1.GetSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the caller's sessions, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListSessionsResponse> listSessions(
        dev.openbell.v1.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
     * nothing. It never changes the state.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.UpdateSessionResponse> updateSession(
        dev.openbell.v1.UpdateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a session that is READY or in a final state. It stays readable until its `purge_time`.
     * An active session must be stopped first (ILLEGAL_TRANSITION).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.DeleteSessionResponse> deleteSession(
        dev.openbell.v1.DeleteSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts a session that is READY.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.StartSessionResponse> startSession(
        dev.openbell.v1.StartSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
     * the answer leaves.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.PauseSessionResponse> pauseSession(
        dev.openbell.v1.PauseSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPauseSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Resumes a session that is PAUSED or SUSPENDED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ResumeSessionResponse> resumeSession(
        dev.openbell.v1.ResumeSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
     * stop policy.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.StopSessionResponse> stopSession(
        dev.openbell.v1.StopSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStopSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
     * and what the session would need. An OK answer may hold violations: look at `valid`.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ValidateSessionResponse> validateSession(
        dev.openbell.v1.ValidateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getValidateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * The unary twin of the feed: the same records from the same log, in pages, for tools and
     * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.openbell.v1.ListSessionEventsResponse> listSessionEvents(
        dev.openbell.v1.ListSessionEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSessionEventsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_SESSION = 0;
  private static final int METHODID_GET_SESSION = 1;
  private static final int METHODID_LIST_SESSIONS = 2;
  private static final int METHODID_UPDATE_SESSION = 3;
  private static final int METHODID_DELETE_SESSION = 4;
  private static final int METHODID_START_SESSION = 5;
  private static final int METHODID_PAUSE_SESSION = 6;
  private static final int METHODID_RESUME_SESSION = 7;
  private static final int METHODID_STOP_SESSION = 8;
  private static final int METHODID_VALIDATE_SESSION = 9;
  private static final int METHODID_WATCH_SESSIONS = 10;
  private static final int METHODID_LIST_SESSION_EVENTS = 11;

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
        case METHODID_CREATE_SESSION:
          serviceImpl.createSession((dev.openbell.v1.CreateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.CreateSessionResponse>) responseObserver);
          break;
        case METHODID_GET_SESSION:
          serviceImpl.getSession((dev.openbell.v1.GetSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.GetSessionResponse>) responseObserver);
          break;
        case METHODID_LIST_SESSIONS:
          serviceImpl.listSessions((dev.openbell.v1.ListSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_SESSION:
          serviceImpl.updateSession((dev.openbell.v1.UpdateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.UpdateSessionResponse>) responseObserver);
          break;
        case METHODID_DELETE_SESSION:
          serviceImpl.deleteSession((dev.openbell.v1.DeleteSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.DeleteSessionResponse>) responseObserver);
          break;
        case METHODID_START_SESSION:
          serviceImpl.startSession((dev.openbell.v1.StartSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.StartSessionResponse>) responseObserver);
          break;
        case METHODID_PAUSE_SESSION:
          serviceImpl.pauseSession((dev.openbell.v1.PauseSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.PauseSessionResponse>) responseObserver);
          break;
        case METHODID_RESUME_SESSION:
          serviceImpl.resumeSession((dev.openbell.v1.ResumeSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ResumeSessionResponse>) responseObserver);
          break;
        case METHODID_STOP_SESSION:
          serviceImpl.stopSession((dev.openbell.v1.StopSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.StopSessionResponse>) responseObserver);
          break;
        case METHODID_VALIDATE_SESSION:
          serviceImpl.validateSession((dev.openbell.v1.ValidateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ValidateSessionResponse>) responseObserver);
          break;
        case METHODID_WATCH_SESSIONS:
          serviceImpl.watchSessions((dev.openbell.v1.WatchSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.WatchSessionsResponse>) responseObserver);
          break;
        case METHODID_LIST_SESSION_EVENTS:
          serviceImpl.listSessionEvents((dev.openbell.v1.ListSessionEventsRequest) request,
              (io.grpc.stub.StreamObserver<dev.openbell.v1.ListSessionEventsResponse>) responseObserver);
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
          getCreateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.CreateSessionRequest,
              dev.openbell.v1.CreateSessionResponse>(
                service, METHODID_CREATE_SESSION)))
        .addMethod(
          getGetSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.GetSessionRequest,
              dev.openbell.v1.GetSessionResponse>(
                service, METHODID_GET_SESSION)))
        .addMethod(
          getListSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListSessionsRequest,
              dev.openbell.v1.ListSessionsResponse>(
                service, METHODID_LIST_SESSIONS)))
        .addMethod(
          getUpdateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.UpdateSessionRequest,
              dev.openbell.v1.UpdateSessionResponse>(
                service, METHODID_UPDATE_SESSION)))
        .addMethod(
          getDeleteSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.DeleteSessionRequest,
              dev.openbell.v1.DeleteSessionResponse>(
                service, METHODID_DELETE_SESSION)))
        .addMethod(
          getStartSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.StartSessionRequest,
              dev.openbell.v1.StartSessionResponse>(
                service, METHODID_START_SESSION)))
        .addMethod(
          getPauseSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.PauseSessionRequest,
              dev.openbell.v1.PauseSessionResponse>(
                service, METHODID_PAUSE_SESSION)))
        .addMethod(
          getResumeSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ResumeSessionRequest,
              dev.openbell.v1.ResumeSessionResponse>(
                service, METHODID_RESUME_SESSION)))
        .addMethod(
          getStopSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.StopSessionRequest,
              dev.openbell.v1.StopSessionResponse>(
                service, METHODID_STOP_SESSION)))
        .addMethod(
          getValidateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ValidateSessionRequest,
              dev.openbell.v1.ValidateSessionResponse>(
                service, METHODID_VALIDATE_SESSION)))
        .addMethod(
          getWatchSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.openbell.v1.WatchSessionsRequest,
              dev.openbell.v1.WatchSessionsResponse>(
                service, METHODID_WATCH_SESSIONS)))
        .addMethod(
          getListSessionEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.openbell.v1.ListSessionEventsRequest,
              dev.openbell.v1.ListSessionEventsResponse>(
                service, METHODID_LIST_SESSION_EVENTS)))
        .build();
  }

  private static abstract class SessionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SessionServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.openbell.v1.SessionServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SessionService");
    }
  }

  private static final class SessionServiceFileDescriptorSupplier
      extends SessionServiceBaseDescriptorSupplier {
    SessionServiceFileDescriptorSupplier() {}
  }

  private static final class SessionServiceMethodDescriptorSupplier
      extends SessionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SessionServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (SessionServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SessionServiceFileDescriptorSupplier())
              .addMethod(getCreateSessionMethod())
              .addMethod(getGetSessionMethod())
              .addMethod(getListSessionsMethod())
              .addMethod(getUpdateSessionMethod())
              .addMethod(getDeleteSessionMethod())
              .addMethod(getStartSessionMethod())
              .addMethod(getPauseSessionMethod())
              .addMethod(getResumeSessionMethod())
              .addMethod(getStopSessionMethod())
              .addMethod(getValidateSessionMethod())
              .addMethod(getWatchSessionsMethod())
              .addMethod(getListSessionEventsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
