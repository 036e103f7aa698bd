// Starts the Node language host that is built beside it. Today's engine sends a project's options with each request; this
// host is older, and takes them from its command line. Of those this project uses `typescript: false`: without it a program
// that is JavaScript already would load a TypeScript compiler at each run.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
)

const host = "pulumi-language-nodejs-3.50"

var compiled = regexp.MustCompile(`(?m)^\s+typescript:\s*false\s*(#.*)?$`)

func main() {
	own, err := os.Executable()
	if err != nil {
		fail(err)
	}
	argv := []string{host}
	if compiled.Match(project()) {
		argv = append(argv, "-typescript=false")
	}
	argv = append(argv, os.Args[1:]...)
	fail(syscall.Exec(filepath.Join(filepath.Dir(own), host), argv, os.Environ()))
}

// project gives the text of the nearest Pulumi.yaml above the folder that the engine starts its plugins in.
func project() []byte {
	folder, err := os.Getwd()
	for err == nil {
		if text, missing := os.ReadFile(filepath.Join(folder, "Pulumi.yaml")); missing == nil {
			return text
		}
		above := filepath.Dir(folder)
		if above == folder {
			break
		}
		folder = above
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
