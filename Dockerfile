# One static binary on an empty base: no shell, no libc, not root.
FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /demarche ./cmd/demarche

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /demarche /demarche
EXPOSE 8080
ENTRYPOINT ["/demarche"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
