package main

import (
	"context"
	_ "embed"

	"pulumi-pacemaker/pulumi-resource-proxmoxve/bridge"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
)

//go:embed schema.json
var schema []byte

//go:embed bridge-metadata.json
var metadata []byte

func main() {
	tfbridge.MainWithMuxer(context.Background(), "proxmoxve", bridge.Provider(metadata), schema)
}
