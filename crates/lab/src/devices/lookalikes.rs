//! What speaks of mining, or answers on the ports of miners, and is none.

use super::{Device, Manner, Says};

pub(super) const TABLE: &[Device] = &[
    Device {
        name: "not-grafana",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Mining farm - Grafana</title></head><body>Antminer S19 hashrate 110 TH/s</body></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-manual",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Antminer S19 Pro manual - AxeOS and Braiins OS compared</title></head><body>Log in to antMiner Configuration, then Luxor Firmware.</body></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-hashrate-json",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: application/json",
            "{\"hashrate\":110500000000000,\"coin\":\"BTC\",\"source\":\"network\"}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-home-assistant",
        port: 8123,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Home Assistant</title></head><body>sensor.bitaxe_hashrate 1.2 TH/s AxeOS</body></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-says-yes",
        port: 44444,
        manner: Manner::Pages(&[("*", "200 OK\r\nContent-Type: text/plain", "OK")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-says-yes-4067",
        port: 4067,
        manner: Manner::Pages(&[("*", "200 OK\r\nContent-Type: application/json", "{}")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-openwrt",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<html><head><meta http-equiv=\"refresh\" content=\"0; URL=/cgi-bin/luci\" /></head></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-page-realm",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Ant Miner Museum\", nonce=\"5f3a\", qop=\"auth\"\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>401</title></head><body></body></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-cloud-box",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Files</title></head><body><div class=cloud-box>Cloud Box</div></body></html>",
            ),
            (
                "*",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Files</title></head><body></body></html>",
            ),
        ]),
        says: Says::Nothing,
    },
    Device {
        name: "not-axeos-clone",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Axe OS brand shop</title></head><body></body></html>",
            ),
            (
                "*",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Axe OS</title></head><body></body></html>",
            ),
        ]),
        says: Says::Nothing,
    },
    Device {
        name: "not-nerd",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Nerdy things</title></head><body></body></html>",
            ),
            (
                "*",
                "200 OK\r\nContent-Type: application/json",
                "{\"hashRate\":1,\"title\":\"Nerdy\"}",
            ),
        ]),
        says: Says::Nothing,
    },
    Device {
        name: "not-404-json",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "404 Not Found\r\nContent-Type: application/json",
            "{\"status\":404,\"error\":\"NOT_FOUND\"}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-401-json",
        port: 44444,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nContent-Type: application/json",
            "{\"status\":401,\"error\":\"Unauthorized\"}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-summary",
        port: 4067,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: application/json",
            "{\"name\":\"invoice\",\"summary\":{\"hashrate\":0},\"algorithm\":\"sort\",\"gpus\":[]}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-status",
        port: 4014,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: application/json",
            "{\"status\":\"ok\",\"devices\":[{\"name\":\"lamp\"}],\"pools\":[{\"name\":\"garden\"}]}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-stat",
        port: 10050,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: application/json",
            "{\"miner\":\"coal\",\"devices\":[{\"speed\":3}],\"uptime\":10}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-capabilities",
        port: 4028,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: application/json",
            "{\"capabilities\":[\"read\",\"write\"],\"model\":\"x\"}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-prometheus",
        port: 9090,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Prometheus Time Series Collection and Processing Server</title></head><body>xmrig_hashrate bosminer_</body></html>",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-dtserver",
        port: 4028,
        manner: Manner::Questions(&[("*", "\x02\0DTSERVER 1.0 READY\r\n")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-redis",
        port: 4028,
        manner: Manner::Questions(&[("*", "-ERR unknown command '{\"command\":\"version\"}'\r\n")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-json-server",
        port: 4028,
        manner: Manner::Questions(&[(
            "*",
            "{\"status\":\"error\",\"code\":14,\"message\":\"unknown command\"}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-envelope",
        port: 4028,
        manner: Manner::Questions(&[(
            "*",
            "{\"STATUS\":\"OK\",\"Code\":\"22\",\"Msg\":\"fine\"}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-list-envelope",
        port: 4028,
        manner: Manner::Questions(&[(
            "*",
            "{\"STATUS\":[{\"STATUS\":\"SUCCESS\",\"Code\":1}],\"VERSION\":[{\"CGMiner\":\"1\"}]}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-echo-command",
        port: 4028,
        manner: Manner::Questions(&[("*", "{\"command\":\"version\"}")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-echo-ping",
        port: 3333,
        manner: Manner::Questions(&[(
            "*",
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_ping\"}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-pong",
        port: 3333,
        manner: Manner::Questions(&[("*", "+PONG\r\n")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-nine-texts",
        port: 3333,
        manner: Manner::Questions(&[(
            "*",
            "{\"id\":0,\"result\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"],\"error\":null}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-echo-summary",
        port: 4068,
        manner: Manner::Questions(&[("*", "summary")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-fields",
        port: 4068,
        manner: Manner::Questions(&[("*", "NAME=clock;TIME=12:00|")]),
        says: Says::Nothing,
    },
    Device {
        name: "not-info",
        port: 3456,
        manner: Manner::Questions(&[(
            "*",
            "{\"id\":1,\"result\":{\"version\":\"3.1\"},\"error\":null}\n",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-length",
        port: 4433,
        manner: Manner::Lengths(&[(
            "*",
            "{\"code\":0,\"msg\":\"hello\",\"desc\":\"get.weather\"}",
        )]),
        says: Says::Nothing,
    },
    Device {
        name: "not-length-long",
        port: 4433,
        manner: Manner::Questions(&[("*", "\0\0\x01\x7fHTTP/1.1 400 Bad Request\r\n\r\n")]),
        says: Says::Nothing,
    },
];
