package openbell

import (
	_ "embed"
	"fmt"
	"regexp"

	"google.golang.org/grpc"
)

// serviceConfig says which methods gRPC itself repeats, when and how often: those that the contract
// calls IDEMPOTENT or NO_SIDE_EFFECTS.
//
//go:embed service-config.json
var serviceConfig string

var maxAttempts = regexp.MustCompile(`"maxAttempts":\s*\d+`)

func retrying(attempts int) []grpc.DialOption {
	// What a name server says of the service would take the place of the contract.
	own := grpc.WithDisableServiceConfig()
	if attempts == 1 {
		return []grpc.DialOption{own, grpc.WithDisableRetry()}
	}
	config := maxAttempts.ReplaceAllString(serviceConfig, fmt.Sprintf(`"maxAttempts": %d`, attempts))
	return []grpc.DialOption{
		own, grpc.WithDefaultServiceConfig(config), grpc.WithMaxCallAttempts(attempts),
	}
}
