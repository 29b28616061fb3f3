// Go's crypto/x509 over the rows of a file: name, certificate, roots (joined by commas), seconds, usage, list or
// "-". Prints name, "accepts" or "refuses", and why. Only what the standard library has.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func block(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	found, _ := pem.Decode(text)
	if found == nil {
		return nil, errors.New("no PEM")
	}
	return found.Bytes, nil
}

func certificate(path string) (*x509.Certificate, error) {
	der, err := block(path)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func usages(name string) []x509.ExtKeyUsage {
	if name == "authentication" {
		return []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	return []x509.ExtKeyUsage{x509.ExtKeyUsageAny}
}

func checkList(path string, leaf, issuer *x509.Certificate, now time.Time) error {
	der, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	list, err := x509.ParseRevocationList(der)
	if err != nil {
		return err
	}
	if err := list.CheckSignatureFrom(issuer); err != nil {
		return err
	}
	if now.Before(list.ThisUpdate) || now.After(list.NextUpdate) {
		return errors.New("the list is not of now")
	}
	for _, entry := range list.RevokedCertificates {
		if entry.SerialNumber.Cmp(leaf.SerialNumber) == 0 {
			return errors.New("revoked")
		}
	}
	return nil
}

func verify(row []string) error {
	leaf, err := certificate(row[1])
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	for _, path := range strings.Split(row[2], ",") {
		root, err := certificate(path)
		if err != nil {
			return err
		}
		roots.AddCert(root)
	}
	since, err := strconv.ParseInt(row[3], 10, 64)
	if err != nil {
		return err
	}
	now := time.Unix(since, 0)
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: now, KeyUsages: usages(row[4])})
	if err != nil {
		return err
	}
	if row[5] == "-" {
		return nil
	}
	return checkList(row[5], leaf, chains[0][1], now)
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		row := strings.Split(lines.Text(), "\t")
		if err := verify(row); err != nil {
			fmt.Printf("%s\trefuses\t%s\n", row[0], strings.Join(strings.Fields(err.Error()), " "))
		} else {
			fmt.Printf("%s\taccepts\t\n", row[0])
		}
	}
}
