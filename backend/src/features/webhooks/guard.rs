//! Where webhooks may lead: never inside, unless the allow-list says so. A name is resolved here, and exactly the
//! addresses that were looked at are connected to: what a name says a moment later does not matter.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use reqwest::{
    Url,
    dns::{Name, Resolve, Resolving},
};

/// Networks that are not the public internet (IANA special-purpose registry), metadata services among them.
const INSIDE_V4: [Ipv4Net; 15] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([169, 254, 0, 0], 16),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
];
/// All that is public of version 6; the exceptions follow.
const OUTSIDE_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);
const INSIDE_V6: [Ipv6Net; 4] = [
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];
/// Addresses of version 4 as translators write them (NAT64).
const TRANSLATED: Ipv6Net = v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

const fn v4([a, b, c, d]: [u8; 4], bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6([a, b, c, d, e, f, g, h]: [u16; 8], bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), bits)
}

/// Whether an address belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !INSIDE_V4.iter().any(|inside| inside.contains(&address)),
        IpAddr::V6(address) => match embedded(address) {
            Some(embedded) => is_public(IpAddr::V4(embedded)),
            None => OUTSIDE_V6.contains(&address) && !INSIDE_V6.iter().any(|inside| inside.contains(&address)),
        },
    }
}

/// The address of version 4 inside one of version 6.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    if TRANSLATED.contains(&address) {
        let [.., a, b, c, d] = address.octets();
        return Some(Ipv4Addr::new(a, b, c, d));
    }
    address.to_ipv4_mapped()
}

/// Why nothing can be sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("not an http or https address")]
    NotAnAddress,
    #[error("https is needed outside the allow-list")]
    NotEncrypted,
    #[error("names and passwords do not belong into the address")]
    Credentials,
    #[error("leads inside")]
    Inside,
    #[error("the name has no address")]
    Unresolved,
}

/// What lies inside and may be sent to all the same.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    networks: Vec<IpNet>,
    hosts: Vec<String>,
}

impl Guard {
    /// `allowed` are networks (CIDR), addresses and host names.
    pub fn new(allowed: &[String]) -> Self {
        let mut guard = Self::default();
        for entry in allowed
            .iter()
            .map(|entry| entry.trim())
            .filter(|entry| !entry.is_empty())
        {
            match (entry.parse(), entry.parse::<IpAddr>()) {
                (Ok(network), _) => guard.networks.push(network),
                (_, Ok(address)) => guard.networks.push(address.into()),
                _ => guard.hosts.push(entry.to_ascii_lowercase()),
            }
        }
        guard
    }

    /// Whether `host` may be sent to at `address`.
    pub fn admits(&self, host: &str, address: IpAddr) -> bool {
        is_public(address) || self.lists_host(host) || self.lists_address(address)
    }

    fn lists_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host))
    }

    fn lists_address(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Checks an address as it was typed: scheme, no credentials, no number that leads inside.
    pub fn check(&self, typed: &str) -> Result<Url, Refusal> {
        let url = Url::parse(typed).map_err(|_| Refusal::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(Refusal::NotAnAddress)?;
        // However a number was written, the parser has made it plain by now.
        let listed = match host.trim_matches(['[', ']']).parse() {
            Ok(address) => self.literal(address)?,
            Err(_) => self.lists_host(host),
        };
        match url.scheme() {
            "https" => Ok(url),
            "http" if listed => Ok(url),
            "http" => Err(Refusal::NotEncrypted),
            _ => Err(Refusal::NotAnAddress),
        }
    }

    /// Whether an address that was typed as a number is listed; one inside must be.
    fn literal(&self, address: IpAddr) -> Result<bool, Refusal> {
        let listed = self.lists_address(address);
        if listed || is_public(address) {
            Ok(listed)
        } else {
            Err(Refusal::Inside)
        }
    }
}

/// Resolves names for the client, and refuses those of which any address leads inside.
#[derive(Debug)]
pub struct Resolver(pub Arc<Guard>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let host = name.as_str();
            let found: Vec<SocketAddr> = match tokio::net::lookup_host((host, 0)).await {
                Ok(found) => found.collect(),
                Err(_) => return Err(Refusal::Unresolved.into()),
            };
            if found.is_empty() {
                return Err(Refusal::Unresolved.into());
            }
            if !found.iter().all(|address| guard.admits(host, address.ip())) {
                return Err(Refusal::Inside.into());
            }
            let addresses: reqwest::dns::Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(address: &str) -> bool {
        is_public(address.parse().unwrap())
    }

    #[test]
    fn what_is_not_the_public_internet_is_refused() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!public(inside), "{inside}");
        }
        for inside in [
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "5f00::1",
        ] {
            assert!(!public(inside), "{inside}");
        }
    }

    #[test]
    fn the_public_internet_is_not_refused() {
        for outside in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "114.114.114.114",
            "126.255.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2400:3200::1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(public(outside), "{outside}");
        }
    }

    #[test]
    fn the_allow_list_names_networks_addresses_and_hosts() {
        let list = ["10.1.0.0/16", "192.168.7.7", "Exchange.School.example", " "].map(str::to_owned);
        let guard = Guard::new(&list);
        let admits = |host, address: &str| guard.admits(host, address.parse().unwrap());
        assert!(admits("a.example", "10.1.2.3"));
        assert!(admits("a.example", "::ffff:10.1.2.3"));
        assert!(!admits("a.example", "10.2.0.1"));
        assert!(admits("a.example", "192.168.7.7"));
        assert!(!admits("a.example", "192.168.7.8"));
        assert!(admits("exchange.school.example", "172.16.0.9"));
        assert!(!admits("other.school.example", "172.16.0.9"));
        assert!(admits("other.school.example", "1.1.1.1"));
    }

    #[test]
    fn an_address_is_checked_as_it_is_typed() {
        let guard = Guard::new(&["127.0.0.1".to_owned(), "inner.example".to_owned()]);
        let check = |typed| guard.check(typed).map(|_| ());
        assert_eq!(check("https://hooks.example.org/in"), Ok(()));
        assert_eq!(check("http://hooks.example.org/in"), Err(Refusal::NotEncrypted));
        assert_eq!(check("http://127.0.0.1:9000/in"), Ok(()));
        assert_eq!(check("http://inner.example/in"), Ok(()));
        for inside in [
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://0x0a000001/",
            "https://167772161/",
            "https://169.254.169.254/latest/meta-data/",
            "https://012.0.0.1/",
        ] {
            assert_eq!(check(inside), Err(Refusal::Inside), "{inside}");
        }
        assert_eq!(
            check("https://user:secret@hooks.example.org/"),
            Err(Refusal::Credentials)
        );
        for nonsense in [
            "ftp://hooks.example.org/",
            "file:///etc/passwd",
            "hooks.example.org",
            "https://",
            "",
        ] {
            assert_eq!(check(nonsense), Err(Refusal::NotAnAddress), "{nonsense}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_resolved() {
        let resolve = async |guard: Guard| {
            let resolver = Resolver(Arc::new(guard));
            let refusal = resolver
                .resolve("localhost".parse().unwrap())
                .await
                .map(Iterator::count);
            refusal.map_err(|refusal| *refusal.downcast_ref::<Refusal>().unwrap())
        };
        assert_eq!(resolve(Guard::default()).await, Err(Refusal::Inside));
        assert!(resolve(Guard::new(&["localhost".to_owned()])).await.unwrap() > 0);
    }
}
