// Package bridge maps the Terraform provider for Proxmox VE to the tokens that @muhlba91/pulumi-proxmoxve asks for, as far
// as this project uses them.
package bridge

import (
	"context"

	"github.com/bpg/terraform-provider-proxmox/fwprovider"
	"github.com/bpg/terraform-provider-proxmox/proxmoxtf/provider"
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// Version is that of the published plugin whose inputs these are.
const Version = "8.6.0"

const plugin = "proxmoxve"

// The resources by their Terraform names.
var resources = map[string]*tfbridge.ResourceInfo{
	"proxmox_virtual_environment_vm": {Tok: tfbridge.MakeResource(plugin, "index", "VmLegacy")},
	"proxmox_download_file":          {Tok: tfbridge.MakeResource(plugin, "download", "File")},
}

// Provider describes the plugin; metadata is what the schema's generator wrote beside the schema.
func Provider(metadata []byte) tfbridge.ProviderInfo {
	legacy := sdkv2.NewProvider(provider.ProxmoxVirtualEnvironment())
	info := tfbridge.ProviderInfo{
		P:              pf.MuxShimWithPF(context.Background(), legacy, fwprovider.New(Version)()),
		Name:           "proxmox",
		ResourcePrefix: "proxmox",
		GitHubOrg:      "bpg",
		Version:        Version,
		MetadataInfo:   tfbridge.NewProviderMetadata(metadata),
		Resources:      resources,
	}
	// Resources and data sources of one name are left out alike, so a data source of a resource that is kept is kept too.
	ignore := func(name string, _ shim.Resource) bool {
		if resources[name] == nil {
			info.IgnoreMappings = append(info.IgnoreMappings, name)
		}
		return true
	}
	info.P.ResourcesMap().Range(ignore)
	info.P.DataSourcesMap().Range(ignore)
	info.DataSources = map[string]*tfbridge.DataSourceInfo{}
	info.P.DataSourcesMap().Range(func(name string, _ shim.Resource) bool {
		if resources[name] != nil {
			info.DataSources[name] = &tfbridge.DataSourceInfo{Tok: tfbridge.MakeDataSource(plugin, "index", "getVmLegacy")}
		}
		return true
	})
	info.SetAutonaming(255, "-")
	return info
}
