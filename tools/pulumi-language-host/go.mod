module pulumi-pacemaker/tools/pulumi-language-host

go 1.25.0
