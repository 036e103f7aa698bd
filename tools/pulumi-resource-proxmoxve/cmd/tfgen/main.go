package main

import (
	"pulumi-pacemaker/pulumi-resource-proxmoxve/bridge"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfgen"
)

func main() { tfgen.MainWithMuxer("proxmoxve", bridge.Provider([]byte("{}"))) }
