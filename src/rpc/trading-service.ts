/** TradingService: checks the request, calls what it asks for, answers or refuses. Nothing else. */
import type { ServiceImpl } from "@connectrpc/connect";
import type { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { DiskGuard } from "./disk-guard.ts";
import { guardDrivers } from "./driver-guard.ts";
import { type ReportServiceParts, reportMethods } from "./report-service.ts";
import { type DriverMethodParts, driverMethods } from "./trading-driver.ts";
import { type OrderMethodParts, orderMethods } from "./trading-orders.ts";
import { type ReadMethodParts, readMethods } from "./trading-reads.ts";

/** What the service stands on. */
export type TradingServiceParts = DriverMethodParts &
  OrderMethodParts &
  ReadMethodParts &
  ReportServiceParts & { readonly guard: DiskGuard };

/** The service, free of any transport. */
export function createTradingService(
  parts: TradingServiceParts,
): ServiceImpl<typeof TradingService> {
  return parts.guard.over({
    ...driverMethods(parts),
    ...guardDrivers(
      { ...orderMethods(parts), ...readMethods(parts), ...reportMethods(parts) },
      parts.tokens,
    ),
  });
}
